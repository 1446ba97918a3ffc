"""What is proposed for a new annotation, from the text around it and what is marked already.

A proposal is stored with the annotation and flagged as one; nothing counts until a person confirms it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from annotator.core.codebook import (
    ACTOR,
    ANCHOR,
    CLAIM,
    DATE,
    ENTITY,
    KIND,
    NO,
    REFERS,
    RULE,
    SPEAKER,
    VALUE,
    YES,
    Codebook,
)
from annotator.core.dates import DateProposal
from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation, Article, Entity, Link, Value, with_field
from annotator.core.spans import Fragments, Span
from annotator.services.entities import Roster
from annotator.services.fields import NOBODY, Aim, checked, link_to

if TYPE_CHECKING:
    # The window loads this module when it starts; what reads text is loaded for the first mark,
    # or by `warm_up` before it.
    from annotator.suggest.claims import ClaimProposal
    from annotator.suggest.entities import Index, Match

AROUND = 4_000
"""Code points on either side of a claim in which its speaker is looked for."""
CONTEXT = 240
"""Code points beside a date expression that are looked at: what opens it, and its sentence's tense."""
SURE = frozenset({"exact", "alias", "surname"})
"""Matches of a name that are proposed without being asked for."""
NEEDS_PUBLISHED = "needs publication date"
"""The rule of a date that cannot be worked out before the article's publication date is known."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known when something is marked."""

    article: Article
    text: str
    codebook: Codebook
    annotations: Iterable[Annotation]
    """The annotator's own in this article."""
    links: Mapping[str, Sequence[Link]]
    """Of those, by annotation id."""
    roster: Roster
    index: "Index"
    """Of the roster's live entities."""


def proposed(annotation: Annotation, around: Surroundings) -> tuple[Annotation, list[Link]]:
    """Return ``annotation`` with what can be proposed for it, and the links proposed; nothing is saved."""
    if annotation.layer == DATE:
        return _date(annotation, around), []
    if annotation.layer == ACTOR:
        return _actor(annotation, around)
    if annotation.layer == CLAIM:
        return _claim(annotation, around)
    return annotation, []


@cache
def warm_up() -> None:
    """Load what the first proposals need, so that nobody waits for it: for a thread of its own."""
    from annotator.formats import edtf_values
    from annotator.suggest.entities import Index, Known

    edtf_values.check("2025-09")
    Index([Known("", "Warm Up", (), "")]).rank("worm up")


def index_of(roster: Roster) -> "Index":
    """Return the live entities, prepared for ranking, the names of merged ones among their aliases."""
    from annotator.suggest.entities import Index, Known

    return Index([Known(one.id, one.name, one.aliases, one.kind) for one in roster.live()])


def refresh_index(index: "Index", roster: Roster, entity_id: str) -> None:
    """Bring an index up to date after one entity of the roster was made, changed or removed."""
    from annotator.suggest.entities import Known

    entity = roster.by_id.get(entity_id)
    if entity is not None and roster.is_live(entity):
        index.put(Known(entity.id, entity.name, entity.aliases, entity.kind))
    else:
        index.drop(entity_id)


def date_value(annotation: Annotation, around: Surroundings) -> DateProposal:
    """Return what a date annotation's words say, given the article's publication date.

    "1997" is that year also where "since" stands before it: what opens a date has to be marked with it.
    """
    from annotator.suggest import dates

    start, end = annotation.envelope

    def read(before: str) -> DateProposal:
        return dates.propose(
            " ".join(around.text[slice(*span)] for span in annotation.fragments),
            published=around.article.published,
            language=around.article.language,
            before=before,
            after=around.text[end : end + CONTEXT],
        )

    found = read(around.text[max(0, start - CONTEXT) : start])
    if not found.value.startswith("../") and not found.value.endswith("/.."):
        return found
    alone = read("")
    return alone if alone.value else found


def candidates(quote: str, around: Surroundings, limit: int = 9) -> "list[Match]":
    """Return the entities that ``quote`` may mean, the likeliest first; those of this article lead.

    What the same words were said to mean elsewhere in this article comes before everything else.
    """
    from annotator.suggest.entities import Match

    ranked = around.index.rank(quote, here=list(mentioned(around)), limit=limit)
    before = _said_before(quote, around)
    if before is None:
        return ranked
    others = [match for match in ranked if match.id != before]
    return [Match(before, 100.0, "exact"), *others][:limit]


def _said_before(quote: str, around: Surroundings) -> str | None:
    """Return the entity of the nearest mention in the same words; a pronoun means whom it means there."""
    wanted = quote.casefold()
    for one in sorted(around.annotations, key=lambda one: one.start, reverse=True):
        if one.layer == ACTOR and one.quote.casefold() == wanted and one.text(REFERS) != "pronoun":
            entity = entity_of(one, around.links, around.roster)
            if entity is not None:
                return entity.id
    return None


def likeliest_here(annotation: Annotation, around: Surroundings) -> list[str]:
    """Return the ids of the article's entities for a pronoun: the nearest before it first.

    Persons come before all others for "he" and "she", and after them for "it".
    """
    from annotator.suggest.pronouns import PERSON, stands_for_person

    before = [one for one in around.annotations if one.layer == ACTOR and one.start < annotation.start]
    before.sort(key=lambda one: -one.start)
    found = (entity_of(one, around.links, around.roster) for one in before)
    ids = dict.fromkeys([*(one.id for one in found if one is not None), *mentioned(around)])
    person = stands_for_person(annotation.quote)
    if person is None:
        return list(ids)

    def fits(entity_id: str) -> bool:
        entity = around.roster.get(entity_id)
        return entity is not None and (entity.kind == PERSON) == person

    return sorted(ids, key=lambda entity_id: not fits(entity_id))


def mentioned(around: Surroundings) -> Iterator[str]:
    """Yield the ids of the entities that are mentioned in the article, in the order of first mention."""
    seen: set[str] = set()
    for one in sorted(around.annotations, key=lambda one: one.start):
        entity = entity_of(one, around.links, around.roster) if one.layer == ACTOR else None
        if entity is not None and entity.id not in seen:
            seen.add(entity.id)
            yield entity.id


def entity_of(annotation: Annotation, links: Mapping[str, Sequence[Link]], roster: Roster) -> Entity | None:
    """Return the entity that an actor annotation mentions, as far as anybody or a program has said."""
    for link in links.get(annotation.id, ()):
        if link.field == ENTITY and link.entity_id:
            return roster.get(link.entity_id)
    return None


def refers(quote: str, entity: Entity, language: str) -> str:
    """Return how ``quote`` seems to refer to an entity; empty if nothing can be said."""
    from annotator.suggest import mentions

    return mentions.how_it_refers(quote, entity.name, entity.aliases, entity.kind, language)


def expression_at(text: str, position: int, layer_id: str, language: str) -> Fragments | None:
    """Return what a key marks at the caret where that is more than the word or sentence there.

    For a date its whole expression, for an actor the whole name, for a claim the sentence quoted there,
    or what its sentence says that somebody said; None if there is no such thing.
    """
    if layer_id == DATE:
        from annotator.suggest import dates

        span = dates.around(text, position, language)
        return (span,) if span else None
    if layer_id == ACTOR:
        from annotator.suggest import mentions

        span = mentions.around(text, position)
        return (span,) if span else None
    if layer_id == CLAIM:
        from annotator.suggest import claims

        return claims.core_span(text, position, language)
    return None


def _date(annotation: Annotation, around: Surroundings) -> Annotation:
    found = date_value(annotation, around)
    if found.needs_published:
        return _with(_with(annotation, around, KIND, found.kind.value), around, RULE, NEEDS_PUBLISHED)
    changed = _with(annotation, around, VALUE, found.value)
    changed = _with(changed, around, KIND, found.kind.value)
    return with_field(with_field(changed, RULE, found.rule), ANCHOR, found.anchor)


def _actor(annotation: Annotation, around: Surroundings) -> tuple[Annotation, list[Link]]:
    best = next(iter(candidates(annotation.quote, around, 2)), None)
    entity = around.roster.get(best.id) if best and best.why in SURE else None
    if entity is None:
        return annotation, []
    annotation = _with(annotation, around, REFERS, refers(annotation.quote, entity, around.article.language))
    return annotation, [link_to(annotation, ENTITY, Aim(entity_id=entity.id), proposed=True)]


def _claim(annotation: Annotation, around: Surroundings) -> tuple[Annotation, list[Link]]:
    from annotator.suggest import claims

    start, end = annotation.envelope
    near = [one for one in around.annotations if one.end > start - AROUND and one.start < end + AROUND]
    actors = [one for one in near if one.layer == ACTOR]
    spans = [one.envelope for one in actors]
    found = claims.propose(around.text, annotation.fragments, actors=spans, language=around.article.language)
    annotation = _with(annotation, around, "mode", found.mode)
    annotation = _with(annotation, around, "stance", found.stance)
    if found.negated is not None:
        annotation = _with(annotation, around, "negated", YES if found.negated else NO)
    links = list(_speaker(annotation, found, actors, around))
    links += _dates(annotation, [one for one in near if one.layer == DATE], found, around)
    return annotation, links


def _speaker(
    annotation: Annotation, found: "ClaimProposal", actors: Sequence[Annotation], around: Surroundings
) -> Iterator[Link]:
    if around.codebook.field(CLAIM, SPEAKER) is None:
        return
    if found.unattributed:
        yield link_to(annotation, SPEAKER, NOBODY, proposed=True)
    if found.speaker is None:
        return
    marked = next((one for one in actors if _overlap(one.envelope, found.speaker)), None)
    if marked is not None:
        yield link_to(annotation, SPEAKER, Aim(target_id=marked.id), proposed=True)
        return
    best = next(iter(candidates(around.text[slice(*found.speaker)], around, 2)), None)
    if best is not None and best.why in SURE:
        yield link_to(annotation, SPEAKER, Aim(entity_id=best.id), proposed=True)


def _dates(
    annotation: Annotation, marked: Sequence[Annotation], found: "ClaimProposal", around: Surroundings
) -> Iterator[Link]:
    """Yield the event date from a date inside the claim, and the statement date from one beside the verb."""
    from annotator.services import claim_dates

    event = claim_dates.event_date(around.text, annotation, marked, found)
    said = claim_dates.statement_date(around.text, around.article, annotation, marked, found)
    for field_id, date in (("event_date", event), ("statement_date", said)):
        if date is not None and around.codebook.field(CLAIM, field_id) is not None:
            yield link_to(annotation, field_id, Aim(target_id=date.id), proposed=True)


def _with(annotation: Annotation, around: Surroundings, field_id: str, value: Value) -> Annotation:
    """Return ``annotation`` with a proposal, if its codebook has the field and takes the value."""
    field = around.codebook.field(annotation.layer, field_id)
    if not value or (field is None and field_id != RULE):
        return annotation
    if field is None:
        return with_field(annotation, field_id, value)
    try:
        return with_field(annotation, field_id, checked(field, value), proposed=True)
    except InvalidValue:
        return annotation


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
