"""What a linking field can point to: the actors or the dates of the article, and what is typed."""

from collections.abc import Iterator, Sequence

from annotator.core.codebook import ACTOR, CLAIM, DATE, SPEAKER, VALUE, Field
from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation, Entity, Link
from annotator.core.spans import Span
from annotator.services import entities, linking, marking, proposing
from annotator.services.fields import NOBODY, Aim
from annotator.services.proposing import SURE
from annotator.suggest import claims, mentions
from annotator.ui.date_words import days_in_words, value_in_words
from annotator.ui.pickers.rows import Row
from annotator.ui.pickers.sources import MOST, LinkOffer, numbered, only_proposed, tr, typed_date
from annotator.ui.texts import shortened
from annotator.ui.workspace import Workspace

_TITLE = 80
_SHORTEST_DATE = 4
"""Characters from which on a typed date is tried: a year."""

NOBODY_KEY = "0"
"""The number of the row that says that nobody is named: a letter would begin a name."""


class ActorOffer(LinkOffer):
    """The actors of the article in reading order, other entities by typing, nobody, somebody new."""

    def __init__(self, workspace: Workspace, annotation: Annotation, field: Field) -> None:
        """Offer actors for ``field``."""
        super().__init__(workspace, annotation, field)
        self.kinds = self.offered_kinds()
        self.placeholder = tr("Type a name, or a number below; or click on an actor in the text")
        self._own = workspace.own()
        self._actors = [one for one in workspace.known.actors(self._own) if one[1].id != annotation.id]
        self._is_speaker = (annotation.layer, field.id) == (CLAIM, SPEAKER)
        self._unmarked = self._unmarked_speaker() if self._is_speaker else None

    def rows(self, query: str) -> list[Row]:
        """Return the article's actors, or for what was typed whoever is called so."""
        wanted = query.strip()
        if wanted:
            return [*numbered(self._found(wanted)), *self._nobody(wanted), self._new(wanted)]
        rows = numbered([self._actor(entity, mention) for entity, mention in self._actors])
        rows[MOST:MOST] = self._nobody("")
        return [self._mark_it(self._unmarked), *rows] if self._unmarked else rows

    def first(self, query: str, rows: Sequence[Row]) -> int:
        """Return the row of what the field has, else the first, but nobody only if that was said."""
        at = super().first(query, rows)
        lone = not query and len(rows) == 1 and rows[0].badge == NOBODY_KEY and not rows[0].chosen
        return -1 if lone else at

    def kind(self, query: str) -> str:
        """Return the likeliest kind of a new entity."""
        return self.kind_of(query) if query.strip() else ""

    def refusal(self, query: str) -> str:
        """Say what to do."""
        return tr("No actor is marked in this article yet; type a name.")

    def _actor(self, entity: Entity | None, mention: Annotation) -> Row:
        title = entity.name if entity else mention.quote
        facts = self.entity_facts(entity) if entity else (tr("no entity yet"),)
        aim = Aim(target_id=mention.id)
        links = self.pointing(aim) or (self._naming(entity) if entity else [])
        return self._row(shortened(title, _TITLE), aim, facts, links)

    def _row(self, title: str, aim: Aim, facts: tuple[str, ...], links: list[Link], badge: str = "") -> Row:
        """Return a row that points to ``aim``, where ``links`` are those that do so now."""
        guess = only_proposed(links)
        return Row(title, lambda _: self.link(aim), facts, badge, chosen=bool(links), guess=guess)

    def _naming(self, entity: Entity) -> list[Link]:
        """Return the links by which the field has any mention of the entity, or the entity itself."""
        known, found = self.workspace.known, []
        for link in self.links():
            item = self.workspace.loaded.get(link.target_id)
            meant = known.entity_of(item.annotation) if item else known.roster.get(link.entity_id)
            if meant is not None and meant.id == entity.id:
                found.append(link)
        return found

    def _found(self, wanted: str) -> Iterator[Row]:
        mentioned = {entity.id: mention for entity, mention in self._actors if entity is not None}
        known = self.workspace.known
        for match in known.index.rank(wanted, here=list(mentioned), limit=MOST):
            entity = known.roster.get(match.id)
            if entity is None:
                continue
            if entity.id in mentioned:
                yield self._actor(entity, mentioned[entity.id])
                continue
            facts = (*self.entity_facts(entity, match.why), tr("not in this article"))
            yield self._elsewhere(entity, facts)
        for found, mention in self._actors:
            if found is None and wanted.casefold() in mention.quote.casefold():
                yield self._actor(None, mention)

    def _elsewhere(self, entity: Entity, facts: tuple[str, ...]) -> Row:
        aim = Aim(entity_id=entity.id)
        return self._row(shortened(entity.name, _TITLE), aim, facts, self._naming(entity))

    def _nobody(self, wanted: str) -> list[Row]:
        title = tr("Unattributed")
        if not self._is_speaker or not title.casefold().startswith(wanted.casefold()):
            return []
        facts = (tr("nobody is named"),)
        return [self._row(title, NOBODY, facts, self.pointing(NOBODY), NOBODY_KEY)]

    def _new(self, name: str) -> Row:
        title = tr("New entity “{name}”").format(name=shortened(name, _TITLE))
        return Row(title, lambda kind: self._link_new(entities.planned(name, kind)), badge="+", new=True)

    def _link_new(self, entity: Entity) -> bool:
        space, key, field_id = self.workspace, self.annotation.id, self.field.id
        act = space.do(lambda project: linking.link_entity(project, key, field_id, entity), [key])
        return act is not None

    # --- a speaker who is not marked ---------------------------------------------------

    def _unmarked_speaker(self) -> Span | None:
        """Return the words that speak, by the verbs of saying, if no actor is marked there."""
        space = self.workspace
        language = space.article.language if space.article else ""
        actors = [one.envelope for one in self._own if one.layer == ACTOR]
        fragments = self.annotation.fragments
        span = claims.propose(space.text, fragments, actors=actors, language=language).speaker
        if span is None or any(one.start < span.end and span.start < one.end for one in actors):
            return None
        words = space.text[slice(*span)]
        pronoun = mentions.how_it_refers(words, "", (), "", language) == "pronoun"
        return None if pronoun else span

    def _mark_it(self, span: Span) -> Row:
        words = self.workspace.text[slice(*span)]
        entity, is_new = self._speaker_entity(words, span.end)
        title = tr("Mark “{name}” as actor and take it").format(name=shortened(words, 48))
        facts = self.entity_facts(entity)
        facts = (*facts, tr("new entity")) if is_new else (shortened(entity.name, 40), *facts)
        return Row(title, lambda _: self._mark_and_link(span, entity), facts)

    def _speaker_entity(self, words: str, end: int) -> tuple[Entity, bool]:
        around = self.around()
        best = next(iter(proposing.candidates(words, around, 2)), None) if around else None
        known = self.workspace.known.roster.get(best.id) if best and best.why in SURE else None
        if known is not None:
            return known, False
        kind = self.kind_of(words, end)
        offered = {one.id for one in self.kinds}
        return entities.planned(mentions.bare_name(words), kind if kind in offered else ""), True

    def _mark_and_link(self, span: Span, entity: Entity) -> bool:
        """Mark the speaker, say who it is and link the claim to it, all in one act."""
        space, key, field_id = self.workspace, self.annotation.id, self.field.id
        article, project = space.article, space.project
        if article is None or project is None:
            return False
        how = proposing.refers(space.text[slice(*span)], entity, article.language)
        act = space.do(
            lambda it: linking.link_entity(
                it,
                key,
                field_id,
                entity,
                mention=marking.plan(article, space.text, ACTOR, (span,), it.annotator),
                refers=how,
            ),
            [key],
        )
        return act is not None


class DateOffer(LinkOffer):
    """The dates of the article in reading order with their values, or one that is typed."""

    def __init__(self, workspace: Workspace, annotation: Annotation, field: Field) -> None:
        """Offer dates for ``field``."""
        super().__init__(workspace, annotation, field)
        self.placeholder = tr("A number below, or a date such as 2025-09-18")
        dates = [one for one in workspace.own() if one.layer == DATE and one.id != annotation.id]
        self._dates = sorted(dates, key=lambda one: one.start)

    def rows(self, query: str) -> list[Row]:
        """Return the article's dates, or for what was typed those that have it in them, and itself."""
        wanted = query.strip()
        rows = [self._date(one) for one in self._dates if _is_meant(one, wanted)]
        return [*self._typed(wanted), *rows] if wanted else numbered(rows)

    def first(self, query: str, rows: Sequence[Row]) -> int:
        """Return the row of what the field has; else a date inside the annotation, or the first."""
        if query or any(row.chosen for row in rows):
            return super().first(query, rows)
        start, end = self.annotation.envelope
        return next((at for at, one in enumerate(self._dates) if start <= one.start < end), 0)

    def refusal(self, query: str) -> str:
        """Return what is wrong with a typed date."""
        if not query.strip():
            return tr("No date is marked in this article yet; type one such as 2025-09-18.")
        try:
            typed_date(query)
        except InvalidValue as error:
            return str(error)
        return ""

    def _date(self, one: Annotation) -> Row:
        aim = Aim(target_id=one.id)
        value = one.text(VALUE)
        facts = tuple(dict.fromkeys((value_in_words(value), value))) if value else (tr("no value yet"),)
        links = self.pointing(aim)
        return Row(
            shortened(one.quote, 60),
            lambda _: self.link(aim),
            facts,
            chosen=bool(links),
            guess=only_proposed(links),
        )

    def _typed(self, wanted: str) -> list[Row]:
        if len(wanted) < _SHORTEST_DATE or not any(sign.isdigit() for sign in wanted):
            return []
        try:
            value = typed_date(wanted)
        except InvalidValue:
            return []
        title = tr("{value}, not marked in the text").format(value=value)
        return [Row(title, lambda _: self.link(Aim(value=value)), (days_in_words(value),))]


def _is_meant(one: Annotation, wanted: str) -> bool:
    return not wanted or any(wanted.casefold() in words.casefold() for words in (one.quote, one.text(VALUE)))
