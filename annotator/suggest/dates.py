"""Dates in running text: where they are, and what they say.

`find` and `around` return spans, `propose` a value in EDTF with the rule that gave it. English,
Russian and Ukrainian; the rules are described for analysts in ``docs/dates.md``.
"""

import re
from collections.abc import Iterator, Sequence

from annotator.core.dates import DateKind, DateProposal
from annotator.core.spans import Span
from annotator.suggest.dates_calendar import Anchor, Unresolved, anchor_of
from annotator.suggest.dates_common import Lexicon, Token, tokenise
from annotator.suggest.dates_en import ENGLISH
from annotator.suggest.dates_future import speaks_of_the_future, tells_a_length
from annotator.suggest.dates_likely import likely
from annotator.suggest.dates_meaning import AMBIGUOUS, DURATION, Meaning, Shifted, Simple
from annotator.suggest.dates_parse import Expression, Parser, the_unit
from annotator.suggest.dates_resolve import resolve
from annotator.suggest.dates_ru import RUSSIAN
from annotator.suggest.dates_uk import UKRAINIAN

CONTEXT = 40
"""Code points before and after an expression that are looked at for what opens or closes it."""

TENSE = 240
"""Code points before and after an expression that are looked at for the tense of its sentence."""

_REACH = 400
"""Code points to each side of a caret in which `around` looks for an expression."""

_SAYS_WHICH = "FEla"
"""Tags behind "the month" that say which: of, earlier, before."""
_ARTICLE_AND_UNIT = 2

_ONLY_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_ONLY_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+(?:['’ʼ][\u0400-\u04ff]+)?")
_KIND_ANCHOR = Anchor("2000-06-15")
"""Any day does: the kind of an expression is the same on all of them."""


def find(text: str, language: str = "") -> list[Span]:
    """Return the expressions of time in a text, in order, not overlapping, each as long as possible.

    Positions are code points. A preposition or article in front is not part of an expression.
    ``language`` is the article's language tag, empty if it is not known. The time this takes grows
    with the length of the text and no faster.
    """
    spans: list[Span] = []
    for line in _lines(text):
        part = text[line.start : line.end]
        tokens = _tokens(part, language, strict=True)
        for expression in Parser(tokens).expressions():
            if likely(part, tokens, expression):
                span = _span(tokens, expression)
                spans.append(Span(line.start + span.start, line.start + span.end))
    return spans


def around(text: str, position: int, language: str = "") -> Span | None:
    """Return the expression of time that holds the caret at ``position`` or touches it; None if none does.

    A caret between two expressions takes the one that begins there. Where `find` would rather be
    silent, because the word is a date only perhaps, the caret is taken to mean it.
    """
    line = _line_around(text, position)
    part = text[line.start : line.end]
    tokens = _tokens(part, language, strict=False)
    at = position - line.start
    expressions = list(Parser(tokens).expressions())
    touching = [
        (not likely(part, tokens, expression), -span.start, span)
        for expression in expressions
        if (span := _span(tokens, expression)).start <= at <= span.end
    ]
    found = min(touching)[2] if touching else _opened(tokens, expressions, at) or _the_unit(tokens, at)
    return Span(line.start + found.start, line.start + found.end) if found is not None else None


def _opened(tokens: Sequence[Token], expressions: Sequence[Expression], at: int) -> Span | None:
    """Return the expression with "since", "until" or "the" before it where the caret touches that word."""
    for expression in expressions:
        first = expression.first
        for tags in ("T", "SU"):
            if first and tokens[first - 1].tag in tags:
                first -= 1
                if tokens[first].start <= at <= tokens[first].end:
                    return Span(tokens[first].start, tokens[expression.last - 1].end)
    return None


def _the_unit(tokens: Sequence[Token], at: int) -> Span | None:
    """Return "the month" at a caret, where nothing behind it says which."""
    for article, unit, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if article.tag == "T" and article.start <= at <= unit.end and the_unit(unit) is not None:
            return None if after is not None and after.tag in _SAYS_WHICH else Span(article.start, unit.end)
    return None


def propose(
    expression: str, *, published: str, language: str = "", before: str = "", after: str = ""
) -> DateProposal:
    """Return what an expression of time seems to say, in an article of ``published``.

    ``before`` and ``after`` are its context, up to `TENSE` code points on each side: "since", "until",
    "between" next to it count, and "will", "must" in its sentence. ``published`` is YYYY,
    YYYY-MM, YYYY-MM-DD or empty.
    """
    wide_before, wide_after = before[-TENSE:], after[:TENSE]
    before, after = before[-CONTEXT:], after[:CONTEXT]
    anchor = anchor_of(published)
    found = _meaning(expression, language or _language_of(before + expression + after), before, after)
    if found is None:
        return DateProposal("", DateKind.VAGUE, "not recognised")
    meaning, span = found
    future = speaks_of_the_future(wide_before + expression[: span.start], expression[span.end :] + wide_after)
    try:
        resolved = resolve(meaning, anchor, future=future)
    except Unresolved as reason:
        if reason.rule == AMBIGUOUS.rule and isinstance(meaning, Shifted) and tells_a_length(after):
            return DateProposal("", DURATION.kind, DURATION.rule)
        return _without_value(meaning, reason.rule, anchor, future)
    return DateProposal(
        resolved.value, resolved.kind, resolved.rule, anchor.text if resolved.anchored else ""
    )


def _without_value(meaning: Meaning, rule: str, anchor: Anchor, future: bool) -> DateProposal:
    if rule != "no publication date":
        return DateProposal("", DateKind.VAGUE, rule, anchor.text if rule.startswith("publication") else "")
    try:
        kind = resolve(meaning, _KIND_ANCHOR, future=future).kind
    except Unresolved as reason:
        return DateProposal("", DateKind.VAGUE, reason.rule)
    return DateProposal("", kind, rule, needs_published=True)


def _meaning(expression: str, language: str, before: str, after: str) -> tuple[Meaning, Span] | None:
    """Return what the longest expression in ``expression`` means, and where in it that is."""
    pieces = [_tokens(piece, language, strict=False) for piece in (before, expression, after)]
    parser = Parser([token for piece in pieces for token in piece])
    first = len(pieces[0])
    last = first + len(pieces[1])
    found = list(parser.expressions(first, last))
    if not found:
        return _the_unit_alone(parser.tokens, first, last)
    valued = [one for one in found if not _may_be_a_length(one.meaning)]
    best = valued[0] if valued else max(found, key=lambda one: (one.last - one.first, -one.first))
    return AMBIGUOUS if len(valued) > 1 else best.meaning, _span(parser.tokens, best)


def _the_unit_alone(tokens: Sequence[Token], first: int, last: int) -> tuple[Meaning, Span] | None:
    if last - first != _ARTICLE_AND_UNIT or tokens[first].tag != "T":
        return None
    meaning = the_unit(tokens[first + 1])
    if meaning is None or (last < len(tokens) and tokens[last].tag in _SAYS_WHICH):
        return None
    return meaning, Span(0, tokens[first + 1].end - tokens[first].start)


def _may_be_a_length(meaning: Meaning) -> bool:
    return isinstance(meaning, Simple) or (isinstance(meaning, Shifted) and meaning.only_future)


def _tokens(text: str, language: str, *, strict: bool) -> list[Token]:
    return tokenise(text, ENGLISH, _cyrillic_lexicon(text, language), strict=strict)


def _cyrillic_lexicon(text: str, language: str) -> Lexicon:
    code = language.casefold()[:2] or _language_of(text)
    return UKRAINIAN if code == "uk" else RUSSIAN


def _language_of(text: str) -> str:
    """Return uk or ru for a text in Cyrillic script: by letters that only one has, else by known words."""
    only_uk, only_ru = len(_ONLY_UKRAINIAN.findall(text)), len(_ONLY_RUSSIAN.findall(text))
    if only_uk == only_ru:
        words = [word.casefold() for word in _CYRILLIC_WORD.findall(text)]
        only_uk = sum(word in UKRAINIAN.words for word in words)
        only_ru = sum(word in RUSSIAN.words for word in words)
    return "uk" if only_uk > only_ru else "ru"


def _span(tokens: Sequence[Token], expression: Expression) -> Span:
    return Span(tokens[expression.first].start, tokens[expression.last - 1].end)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1


def _line_around(text: str, position: int) -> Span:
    """Return the line of a position, of a very long one what is near, cut between words."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    if position - start > _REACH:
        start = next((at for at in range(position - _REACH, position) if text[at].isspace()), start)
    if end - position > _REACH:
        end = next((at for at in range(position + _REACH, position, -1) if text[at].isspace()), end)
    return Span(start, end)
