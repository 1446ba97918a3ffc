"""Which of the dates that are marked a claim is about, and which is that of the statement."""

from collections.abc import Sequence

from annotator.core.codebook import KIND, VALUE
from annotator.core.model import Annotation, Article
from annotator.core.sentences import sentence_at
from annotator.core.spans import Span
from annotator.suggest import beside
from annotator.suggest.claims import ClaimProposal


def event_date(
    text: str, claim: Annotation, dates: Sequence[Annotation], found: ClaimProposal
) -> Annotation | None:
    """Return the date of what is claimed: the first inside the claim, one with a value if there is one.

    A date beside the verb of saying ("said on Monday") is not one, nor is one in an aside.
    """
    inside = [one for one in dates if _in_claim(one, claim) and not _is_said(one, found, text)]
    placed = [(beside.place(text, _sentence(text, one), one.envelope), one) for one in inside]
    placed = [pair for pair in placed if pair[0] != beside.ASIDE]
    placed.sort(key=lambda pair: (pair[0], not pair[1].value(VALUE), pair[1].start))
    return placed[0][1] if placed else None


def statement_date(
    text: str, article: Article, claim: Annotation, dates: Sequence[Annotation], found: ClaimProposal
) -> Annotation | None:
    """Return the date of the statement: a point in time beside the verb of saying, not after publication."""
    sentence = sentence_at(text, found.verb.start) if found.verb else None
    if found.verb is None or sentence is None:
        return None
    said = [
        one
        for one in dates
        if _overlap(one.envelope, sentence) and _may_be_said(one, article)
        if _is_said(one, found, text) or not (found.told or _in_claim(one, claim))
    ]
    verb = found.verb.start
    return min(said, key=lambda one: abs(one.start - verb), default=None)


def _is_said(date: Annotation, found: ClaimProposal, text: str) -> bool:
    """Say whether a date stands beside the verb of saying rather than in what is said."""
    if found.verb is None or not found.told:
        return False
    sentence = sentence_at(text, found.verb.start)
    if sentence is None or not _overlap(date.envelope, sentence):
        return False
    return not any(_overlap(date.envelope, part) for part in found.told)


def _in_claim(date: Annotation, claim: Annotation) -> bool:
    return any(_overlap(date.envelope, part) for part in claim.fragments)


def _sentence(text: str, date: Annotation) -> Span:
    return sentence_at(text, date.start) or date.envelope


def _may_be_said(date: Annotation, article: Article) -> bool:
    value = date.text(VALUE)
    return date.text(KIND) == "point" and not (article.published and value > article.published + "~")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
