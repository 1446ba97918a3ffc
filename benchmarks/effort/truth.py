"""What is to be recorded of an article, read from a file that a person wrote. Positions are code points."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.core.codebook import ACTOR, CLAIM, DATE, NO, YES
from annotator.core.sentences import sentence_at
from annotator.core.spans import Fragments, Span

FOLDER = Path(__file__).resolve().parent
NOBODY = "unattributed"
LINKS = ("speaker", "reported_by", "event_date", "statement_date")
"""The links of a claim that are recorded, in the order of the form."""
CHOICES = ("mode", "stance", "negated")
"""The values of a claim that are recorded."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One annotation that is to be there in the end."""

    layer: str
    fragments: Fragments
    values: Mapping[str, str]
    """Values by field."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field: names of entities, or `NOBODY`; for a date `START:END` of the date meant, or its value."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is to be recorded of one article."""

    article: str
    """The file among the sample articles."""
    sort: str
    """What sort of article it is, in words."""
    kinds: Mapping[str, str]
    """The kind of each entity, by name."""
    marks: tuple[Wanted, ...]
    """In the order in which they are recorded."""
    text: str
    """The article's text."""

    def of(self, layer: str) -> list[Wanted]:
        """Return what is to be recorded in a layer."""
        return [one for one in self.marks if one.layer == layer]

    @property
    def links(self) -> int:
        """How many links there are, those of the actors to their entities with them."""
        return len(self.of(ACTOR)) + sum(len(aims) for one in self.marks for aims in one.links.values())


def article_of(path: Path) -> str:
    """Return the name of the article that a file of truths is about."""
    return str(tomllib.loads(path.read_text("utf-8"))["article"])


def load(path: Path, text: str) -> Truth:
    """Return what is to be recorded of an article with this text.

    Raises:
        ValueError: if the article does not say what is quoted, or an entity or a date is not listed.
    """
    document = tomllib.loads(path.read_text("utf-8"))
    kinds: dict[str, str] = document["entity"]
    actors = [_actor(text, entry, kinds) for entry in document["actors"]]
    dates = {_name_of(entry): _date(text, entry) for entry in document["dates"]}
    claims = [_claim(text, entry, kinds, dates) for entry in document["claim"]]
    marks = _in_order(text, [*actors, *dates.values(), *claims])
    return Truth(document["article"], document["sort"], kinds, tuple(marks), text)


def _actor(text: str, entry: Sequence[Any], kinds: Mapping[str, str]) -> Wanted:
    quote, where, entity = entry
    if entity not in kinds:
        raise ValueError(f"the entity “{entity}” has no kind")
    return Wanted(ACTOR, tuple(_places(text, [quote], where)), {}, {"entity": (entity,)})


def _date(text: str, entry: Sequence[Any]) -> Wanted:
    quote, where, value, kind = entry
    return Wanted(DATE, tuple(_places(text, [quote], where)), {"value": value, "kind": kind})


def _name_of(entry: Sequence[Any]) -> str:
    """Return how claims name a date: by its words, or by the words around it that tell it from others."""
    return entry[0] if entry[1] == 1 else str(entry[1])


def _claim(
    text: str, entry: Mapping[str, Any], kinds: Mapping[str, str], dates: Mapping[str, Wanted]
) -> Wanted:
    values = {
        "mode": entry["mode"],
        "stance": entry.get("stance", "asserts"),
        "negated": YES if entry.get("negated", False) else NO,
    }
    links: dict[str, tuple[str, ...]] = {"speaker": (entry["speaker"],)}
    if "reported_by" in entry:
        links["reported_by"] = tuple(entry["reported_by"])
    for name in {name for names in links.values() for name in names} - {NOBODY}:
        if name not in kinds:
            raise ValueError(f"the entity “{name}” has no kind")
    for name in ("event_date", "statement_date"):
        if name in entry:
            meant = dates.get(entry[name])
            links[name] = (place_of(meant) if meant else entry[name],)
    fragments = tuple(_places(text, entry["quotes"], entry.get("where", 1)))
    return Wanted(CLAIM, fragments, values, links)


def place_of(date: Wanted) -> str:
    """Return the place of a date, as links name it."""
    return f"{date.start}:{date.end}"


def _places(text: str, quotes: Sequence[str], where: int | str) -> Iterator[Span]:
    """Yield where ``quotes`` stand; ``where`` is the first one's occurrence, or the words around it."""
    start = -1
    if isinstance(where, str):
        start = _find(text, quotes[0], _find(text, where, 0))
    for _ in range(where if isinstance(where, int) else 0):
        start = _find(text, quotes[0], start + 1)
    for number, quote in enumerate(quotes):
        start = start if number == 0 else _find(text, quote, start)
        yield Span(start, start + len(quote))
        start += len(quote)


def _find(text: str, quote: str, start: int) -> int:
    found = text.find(quote, start)
    if found < 0:
        raise ValueError(f"the article does not say “{quote}” (any more)")
    return found


def _in_order(text: str, marks: Sequence[Wanted]) -> list[Wanted]:
    """Return the marks as a reader takes them: by sentence, its actors and dates before its claims.

    A claim comes when the sentences have been read that it runs over and that name its speaker and dates.
    """
    ends = {place_of(one): _sentence_end(text, one.end) for one in marks if one.layer == DATE}
    named: dict[str, int] = {}
    for one in marks:
        if one.layer == ACTOR:
            end, name = _sentence_end(text, one.end), one.links["entity"][0]
            named[name] = min(end, named.get(name, end))

    def turn(one: Wanted) -> tuple[int, bool, int]:
        aims = [aim for aims in one.links.values() for aim in aims] if one.layer == CLAIM else []
        read = [named.get(aim, ends.get(aim, 0)) for aim in aims]
        return max([_sentence_end(text, one.end), *read]), one.layer == CLAIM, one.start

    return sorted(marks, key=turn)


def _sentence_end(text: str, position: int) -> int:
    sentence = sentence_at(text, position - 1)
    return sentence.end if sentence else position
