"""What the pickers offer, read from the workspace: entities, actors and dates of the article, values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import ACTOR, ENTITY, NO, REFERS, YES, Choice, Field, FieldType
from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation, Entity, Link
from annotator.services import entities, fields, linking, proposing
from annotator.services.proposing import SURE, Surroundings
from annotator.suggest import mentions
from annotator.suggest.entities import Match
from annotator.ui.pickers.rows import Row
from annotator.ui.texts import shortened
from annotator.ui.workspace import Workspace

MOST = 9
"""Entities that are offered at once: as many as there are digits to take them with."""
_NEARLY_SURE = 94.0
"""The least score at which a match that is merely alike is the first guess: another case of the same name."""
_AFTER = 40
"""Code points after a name that are looked at for its kind."""
_TITLE = 80


def tr(text: str) -> str:
    """Return a phrase of the pickers in the language of the window."""
    return QCoreApplication.translate("Pickers", text)


class Offer:
    """What all offers have in common; see `rows.Source`."""

    heading = ""
    placeholder = ""
    kinds: tuple[Choice, ...] = ()
    stays = False
    at_once = False

    def __init__(self, workspace: Workspace, annotation: Annotation) -> None:
        """Offer something for an annotation of the article shown."""
        self.workspace = workspace
        self.annotation = annotation

    def rows(self, query: str) -> list[Row]:
        """Return the rows for what was typed."""
        return []

    def first(self, query: str, rows: Sequence[Row]) -> int:
        """Return which row Enter takes: what the field has now, else the first."""
        return 0 if query else next((at for at, row in enumerate(rows) if row.chosen), 0)

    def kind(self, query: str) -> str:
        """Return the likeliest kind of a new entity."""
        return ""

    def refusal(self, query: str) -> str:
        """Return why nothing can be taken for what was typed."""
        return tr("Nothing here is called “{words}”.").format(words=query) if query else ""

    def remove(self) -> bool:
        """Take the last value away; return whether there was one."""
        return False

    def around(self) -> Surroundings | None:
        """Return what proposals are made from."""
        space = self.workspace
        if space.article is None:
            return None
        return space.known.around(space.article, space.text, space.own())

    def offered_kinds(self) -> tuple[Choice, ...]:
        """Return the kinds that the codebook offers."""
        return tuple(kind for kind in self.workspace.known.codebook.entity_kinds if not kind.retired)

    def kind_of(self, name: str, end: int | None = None) -> str:
        """Return the likeliest kind of what is called ``name``, also by what follows its mention."""
        after = self.workspace.text[end : end + _AFTER] if end is not None else ""
        return mentions.kind_guess(name, after)

    def entity_facts(self, entity: Entity, why: str = "") -> tuple[str, ...]:
        """Return what tells an entity from another: its kind, what it is, and why it is offered."""
        kind = self.workspace.known.codebook.kind_title(entity.kind) if entity.kind else ""
        also = entity.role or ", ".join(entity.aliases[:2])
        return tuple(part for part in (shortened(also, 40), kind, _why_words(why)) if part)


def _why_words(why: str) -> str:
    words = {
        "alias": tr("alias"),
        "surname": tr("surname"),
        "initials": tr("initials"),
        "fuzzy": tr("similar name"),
    }
    return words.get(why, "")


class EntityOffer(Offer):
    """The entities that an actor annotation may mention, or a new one called like it."""

    def __init__(self, workspace: Workspace, annotation: Annotation) -> None:
        """Rank the project's entities for the words that are marked."""
        super().__init__(workspace, annotation)
        self._around = self.around()
        self.kinds = self.offered_kinds()
        self.heading = tr("Who is “{quote}”?").format(quote=shortened(annotation.quote, 48))
        self.placeholder = tr("Type a name, or a number below")
        self._language = workspace.article.language if workspace.article else ""
        how = mentions.how_it_refers(annotation.quote, "", (), "", self._language)
        self._pronoun = how == "pronoun"
        self._guessed = False
        linked = workspace.known.entity_of(annotation)
        self._linked = linked.id if linked else ""
        links = workspace.known.links_of(annotation.id, ENTITY)
        self._proposed = any(link.proposed for link in links)

    def rows(self, query: str) -> list[Row]:
        """Return the likeliest entities, those of this article first, and a new one at the end."""
        if self._around is None:
            return []
        found = self._matches(query)
        rows = [
            self._row(entity, number, match.why)
            for number, match in enumerate(found, 1)
            if (entity := self._around.roster.get(match.id)) is not None
        ]
        return [*rows, self._new(query.strip() or mentions.bare_name(self.annotation.quote))]

    def _new(self, name: str) -> Row:
        title = tr("New entity “{name}”").format(name=shortened(name, _TITLE))
        how = self._how(entities.planned(name))
        return Row(
            title,
            lambda kind: self._take(entities.planned(name, kind), how),
            self._how_in_words(how),
            badge="+",
            new=True,
        )

    def _row(self, entity: Entity, number: int, why: str) -> Row:
        how = self._how(entity)
        return Row(
            shortened(entity.name, _TITLE),
            lambda _: self._take(entity, how),
            (*self._how_in_words(how), *self.entity_facts(entity, why)),
            badge=str(number),
            chosen=entity.id == self._linked,
            guess=self._proposed,
        )

    def _how(self, entity: Entity) -> str:
        """Return how the words seem to refer to an entity: by name, by office."""
        return proposing.refers(self.annotation.quote, entity, self._language)

    def _how_in_words(self, how: str) -> tuple[str, ...]:
        """Return what taking a row confirms besides the entity; nothing where a person has said it."""
        said = self.annotation.value(REFERS) and REFERS not in self.annotation.proposed
        field = self.workspace.known.codebook.field(ACTOR, REFERS)
        choice = field.choice(how) if field and not said else None
        return (tr("as {way}").format(way=choice.title.lower()),) if choice else ()

    def _take(self, entity: Entity, shown: str) -> bool:
        """Take an entity, and with it how the words refer to it, if that is what the row has shown."""
        how, key = self._how(entity), self.annotation.id
        act = self.workspace.do(
            lambda project: linking.say_who(project, key, entity, refers=how, seen=how == shown), [key]
        )
        return act is not None

    def _matches(self, query: str) -> list[Match]:
        if self._around is None:
            return []
        here = self._here()
        if query.strip():
            return self._around.index.rank(query, here=here, limit=MOST)
        found = [] if self._pronoun else proposing.candidates(self.annotation.quote, self._around, MOST)
        self._guessed = _is_sure(found[0]) if found else self._pronoun and bool(here)
        known = {match.id for match in found}
        found += [Match(id_, 0.0, "") for id_ in here if id_ not in known]
        return found[:MOST]

    def _here(self) -> list[str]:
        """Return the entities of this article: in reading order; for a pronoun the likeliest first."""
        if self._around is None:
            return []
        if not self._pronoun:
            return list(proposing.mentioned(self._around))
        return proposing.likeliest_here(self.annotation, self._around)

    def first(self, query: str, rows: Sequence[Row]) -> int:
        """Return the first entity, or the new one where none of them is a good guess."""
        if query:
            return 0
        chosen = next((at for at, row in enumerate(rows) if row.chosen), None)
        if chosen is not None:
            return chosen
        return 0 if self._guessed else len(rows) - 1

    def kind(self, query: str) -> str:
        """Return the likeliest kind of a new entity."""
        if query.strip():
            return self.kind_of(query)
        return self.kind_of(self.annotation.quote, self.annotation.end)

    def remove(self) -> bool:
        """Leave the actor without an entity."""
        return bool(self._linked) and self.workspace.set_links([self.annotation.id], ENTITY, [])


def _is_sure(match: Match) -> bool:
    return match.why in SURE | {"initials"} or match.score >= _NEARLY_SURE


class ChoiceOffer(Offer):
    """The values of a field of choices, or yes and no."""

    at_once = True

    def __init__(self, workspace: Workspace, annotation: Annotation, field: Field) -> None:
        """Offer what the codebook allows."""
        super().__init__(workspace, annotation)
        self._field = field
        self.heading = field.title
        self.placeholder = tr("First letters, or a number below")
        self.stays = field.type is FieldType.CHOICES
        self.at_once = not self.stays
        self._choices = tuple(one for one in field.choices if not one.retired)
        if field.type is FieldType.YES_NO:
            self._choices = (Choice(YES, tr("Yes")), Choice(NO, tr("No")))

    def _values(self) -> tuple[str, ...]:
        item = self.workspace.loaded.get(self.annotation.id)
        value = (item.annotation if item else self.annotation).value(self._field.id)
        return (value,) if isinstance(value, str) and value else tuple(value)

    def rows(self, query: str) -> list[Row]:
        """Return the values that begin so, each with its definition."""
        has = self._values()
        found = [one for one in self._choices if one.title.casefold().startswith(query.strip().casefold())]
        return numbered([self._row(one, chosen=one.id in has) for one in found])

    def _row(self, one: Choice, *, chosen: bool) -> Row:
        facts = (shortened(one.definition, 60),) if one.definition else ()
        guess = self._field.id in self.annotation.proposed
        return Row(one.title, lambda _: self._take(one.id), facts, chosen=chosen, guess=guess)

    def _take(self, value: str) -> bool:
        if not self.stays:
            return self.workspace.set_value([self.annotation.id], self._field.id, value)
        has = self._values()
        values = tuple(one for one in has if one != value) if value in has else (*has, value)
        return self.workspace.set_value([self.annotation.id], self._field.id, values)

    def remove(self) -> bool:
        """Leave the field without a value."""
        return bool(self._values()) and self.workspace.set_value([self.annotation.id], self._field.id, "")


class LinkOffer(Offer):
    """What the two linking offers share: what the field points to now, and pointing it elsewhere."""

    def __init__(self, workspace: Workspace, annotation: Annotation, field: Field) -> None:
        """Offer something to link ``field`` to."""
        super().__init__(workspace, annotation)
        self.field = field
        self.heading = field.title

    def links(self) -> list[Link]:
        """Return what the field has now."""
        return self.workspace.known.links_of(self.annotation.id, self.field.id)

    def pointing(self, aim: fields.Aim) -> list[Link]:
        """Return the links by which the field points there now."""
        return [link for link in self.links() if fields.aim_of(link) == aim]

    def link(self, aim: fields.Aim) -> bool:
        """Point the field there; what is there already and confirmed goes, where there can be several."""
        kept = [fields.aim_of(link) for link in self.links() if not link.proposed]
        if self.field.several and aim in kept:
            kept.remove(aim)
            return self.workspace.set_links([self.annotation.id], self.field.id, kept)
        return self.workspace.add_link(self.annotation.id, self.field.id, aim)

    def remove(self) -> bool:
        """Take the last value away."""
        kept = [fields.aim_of(link) for link in self.links()]
        return bool(kept) and self.workspace.set_links([self.annotation.id], self.field.id, kept[:-1])


def only_proposed(links: Sequence[Link]) -> bool:
    """Say whether nobody has confirmed any of ``links``."""
    return bool(links) and all(link.proposed for link in links)


def numbered(rows: Iterator[Row] | Sequence[Row]) -> list[Row]:
    """Return the rows, the first nine with the digit that takes them."""
    result = []
    for number, row in enumerate(rows, 1):
        badge = str(number) if number <= MOST else ""
        result.append(replace(row, badge=badge))
    return result


def typed_date(query: str) -> str:
    """Return what was typed as EDTF.

    Raises:
        InvalidValue: if it is none, with what was expected.
    """
    value = fields.checked(Field("value", tr("Date"), FieldType.EDTF), query)
    if not isinstance(value, str) or not value:
        raise InvalidValue(tr("Type a date such as 2025-09-18, 2025-09 or 1997."))
    return value
