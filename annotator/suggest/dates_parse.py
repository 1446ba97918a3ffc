"""Expressions of time put together from single ones: parts, ranges, since and until."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.suggest.dates_common import Token, UnitWord
from annotator.suggest.dates_meaning import (
    Calendar,
    Day,
    Fraction,
    Meaning,
    Open,
    Part,
    Range,
    Relative,
    Season,
    Simple,
    Stretch,
    Weekday,
)
from annotator.suggest.dates_patterns import PATTERNS, Found, is_cyrillic

_STARTS = frozenset("yndcohAGQmMwkWurRYOgsatjzpEevxqDINC")
_NO_EDGE = (Simple, Range, Open, Stretch)
_REPEATED_UNITS = ("year", "month", "week", "quarter", "decade", "century", "weekend")


class Expression(NamedTuple):
    """An expression of time: tokens ``[first, last)`` and what they mean."""

    first: int
    last: int
    meaning: Meaning


class Parser:
    """Looks for expressions of time in the tokens of one text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.tags = "".join(token.tag for token in tokens)

    def expressions(self, first: int = 0, last: int | None = None) -> Iterator[Expression]:
        """Yield those that lie in tokens ``[first, last)``, in order, the longest at each place."""
        at, stop = first, len(self.tokens) if last is None else last
        while at < stop:
            found = self.at(at, stop)
            if found is not None:
                yield found
            at = found.last if found is not None else at + 1

    def at(self, at: int, stop: int) -> Expression | None:
        """Return the longest expression that begins with token ``at`` and ends before ``stop``."""
        if self.tags[at] not in _STARTS:
            return None
        single = self._single(at, stop)
        if single is None:
            return None
        whole = self._range(single, stop) or single
        return whole._replace(meaning=self._open(at, whole.meaning))

    def tag(self, at: int) -> str:
        """Return the tag at a place; a line end outside the text."""
        return self.tags[at] if 0 <= at < len(self.tags) else "~"

    def _single(self, at: int, stop: int) -> Expression | None:
        core = self._core(at, stop)
        if self.tags[at] == "p":
            part = self._part(at, stop)
            return part or core
        if self.tags[at] == "E":
            inner = self._core(self._skipped(at + 1, "PV", "T"), stop)
            if inner is not None and isinstance(inner.meaning, Relative | Calendar | Weekday | Day | Season):
                return Expression(at, inner.last, inner.meaning)
            return self._in_the_unit(at, stop) or core
        return core

    def _in_the_unit(self, at: int, stop: int) -> Expression | None:
        """Return "earlier in the month": the one of publication, unless it is said which."""
        begin = at + 1
        if self.tag(begin) not in "PV" or self.tag(begin + 1) != "T" or begin + 2 >= stop:
            return None
        meaning = the_unit(self.tokens[begin + 2])
        if meaning is None or self.tag(begin + 3) in "FyEla":
            return None
        return Expression(at, begin + 3, meaning)

    def _part(self, at: int, stop: int) -> Expression | None:
        begin = self._skipped(at + 1, "-", "F", "PV", "T")
        inner = self._core(begin, stop)
        if inner is None and self.tag(begin) in "uY":
            # "At the end of the year": the one of publication.
            unit = self.tokens[begin].value
            name = getattr(unit, "unit", "")
            if name in _REPEATED_UNITS and not getattr(unit, "plural", True) and begin < stop:
                return Expression(at, begin + 1, Part(Relative(name, 0)))
        if inner is None or isinstance(inner.meaning, Range):
            return None
        meaning = inner.meaning if isinstance(inner.meaning, Simple) else Part(inner.meaning)
        return Expression(at, inner.last, meaning)

    def _skipped(self, at: int, *groups: str) -> int:
        for group in groups:
            if self.tag(at) in group:
                at += 1
        return at

    def _core(self, at: int, stop: int) -> Expression | None:
        best: Expression | None = None
        for pattern, builder in PATTERNS:
            match = pattern.match(self.tags, at, stop)
            if match is None or (best is not None and match.end() <= best.last):
                continue
            meaning = builder(Found(match, self.tokens))
            if meaning is not None:
                best = Expression(at, match.end(), meaning)
        return best

    def _range(self, first: Expression, stop: int) -> Expression | None:
        if isinstance(first.meaning, Simple | Range | Stretch) or first.last >= stop:
            return None
        link = self.tags[first.last]
        if link not in "iU-&":
            return None
        begin = first.last + 1 if link == "-" else self._skipped(first.last + 1, "PV", "T")
        last = self._single(begin, stop) if begin < stop and self.tags[begin] in _STARTS else None
        if last is None or isinstance(last.meaning, Simple | Range | Stretch):
            return None
        if not self._linked(first, last, link):
            return None
        return Expression(first.first, last.last, Range(first.meaning, last.meaning))

    def _linked(self, first: Expression, last: Expression, link: str) -> bool:
        before = self.tag(self._before(first.first))
        if link == "&":
            return before == "b"
        alike = _sort(first.meaning) == _sort(last.meaning)
        if link == "-":
            dash = self.tokens[first.last]
            tight = (
                self.tokens[first.last - 1].end == dash.start and dash.end == self.tokens[last.first].start
            )
            spaced = self.tokens[first.last - 1].end < dash.start and dash.end < self.tokens[last.first].start
            return alike and (tight or spaced)
        return alike or before in "fS"

    def _before(self, at: int) -> int:
        """Return the place of the token before an expression, articles left out."""
        at -= 1
        return at - 1 if self.tag(at) == "T" else at

    def _open(self, at: int, meaning: Meaning) -> Meaning:
        before = self._before(at)
        if isinstance(meaning, _NO_EDGE) or self.tag(before) not in "SU":
            return meaning
        word = self.tokens[before]
        if self.tag(before) == "S" and is_cyrillic(word) and isinstance(meaning, Fraction):
            return meaning
        return Open(meaning, since=word.tag == "S")


def the_unit(token: Token) -> Meaning | None:
    """Return what "the month" means where nothing else says which: the one of publication."""
    unit = token.value
    if not isinstance(unit, UnitWord) or unit.plural or is_cyrillic(token):
        return None
    if unit.unit == "day":
        return Day(0)
    return Relative(unit.unit, 0) if unit.unit in ("week", "month", "year") else None


def _sort(meaning: Meaning) -> tuple[str, bool, bool]:
    """Return what two meanings share that can be the ends of one range without a word before."""
    inner = meaning.whole if isinstance(meaning, Part) else meaning
    if isinstance(inner, Calendar):
        return "Calendar", inner.month is not None, inner.day is not None
    return type(inner).__name__, False, False
