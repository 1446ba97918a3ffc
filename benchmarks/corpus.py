"""News-like texts and annotations, the same at every run: made from a seed, not from anybody's articles.

The texts have spaces, paragraphs, quotations, some emoji and some Cyrillic; the annotations nest
and overlap as a careful reader's do, some have two fragments, one in ten has a note or tags.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article
from annotator.core.spans import Fragments, Span, quote
from annotator.core.text import sha256

CREATED = "2025-09-18T10:11:12.345Z"

_ACTORS = (
    "the council|the ministry|Ms Arden|Mr Kowalski|the commission|President Lindqvist|the opposition"
    "|the court|the army’s press office|Dr Okafor|the United Nations|Moscow|Brussels|the prosecutor"
    "|the agency|he|she|they"
).split("|")
_VERBS = (
    "said denied confirmed announced doubted reported insisted suggested wrote claimed repeated added".split()
)
_DATES = (
    "on Tuesday|in August|earlier this month|on September 18, 2025|in February 2022|last week|in 1997"
    "|yesterday|two days later|in the spring|by the end of the year|on March 3"
).split("|")
_NOUNS = (
    "treaty sanctions detention hearing election border prison convoy village witness report vote ceasefire"
    " ballot refinery harbour parliament statement amendment hospital bridge railway register inspection"
).split()
_DOES = (
    "was withdrawn|had been delayed|would be published|could not be verified|was attacked|is under review"
    "|had never existed|was closed to observers|must be repaired|was signed behind closed doors"
).split("|")
_CYRILLIC = (
    "«Мы не получали такого приказа», — сказал представитель министерства."
    "|За словами свідків, колона рушила на світанку."
    "|Суд отложил заседание до 12 октября."
).split("|")
_EMOJI = ("🚨", "🇺🇦", "👍🏽", "📍", "🕊️")
_WORD = re.compile(r"\w[\w’'.-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of an article."""

    characters: int
    annotations: int

    @property
    def label(self) -> str:
        """The size in words: ``100k characters / 1,000 marks``."""
        return f"{short(self.characters)} characters / {self.annotations:,} marks"


def short(number: int) -> str:
    """Return a number as ``5k`` or ``1M``."""
    for step, ending in ((1_000_000, "M"), (1_000, "k")):
        if number >= step and number % step == 0:
            return f"{number // step}{ending}"
    return f"{number:,}"


def text(seed: int, characters: int) -> str:
    """Return a text of exactly so many code points."""
    dice = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(_sentence(dice) for _ in range(dice.randint(2, 5)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)[: characters - 1].rstrip().ljust(characters - 1, "n") + "."


def article(seed: int, characters: int) -> tuple[Article, str]:
    """Return an article with its text, ready to be inserted."""
    body = text(seed, characters)
    dice = random.Random(-seed - 1)
    made = Article(
        id=new_id(),
        title=f"{dice.choice(_NOUNS).title()} and {dice.choice(_NOUNS)}, report {seed:,}",
        text_sha256=sha256(body),
        length=len(body),
        byline="A. Reporter",
        outlet=dice.choice(("The Courier", "North Agency", "Вечерний листок")),
        url=f"https://news.example/{seed}",
        published=f"2025-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        language="en",
        source_name=f"report-{seed}.txt",
        source_sha256=sha256(f"source {seed}"),
        charset="utf-8",
        created_at=CREATED,
        updated_at=CREATED,
    )
    return made, body


def annotations(
    seed: int, article_id: str, body: str, number: int, annotator_ids: list[str]
) -> Iterator[Annotation]:
    """Yield annotations of a text; four in five are by the first annotator."""
    dice = random.Random(seed)
    words = [Span(*match.span()) for match in _WORD.finditer(body)]
    for _ in range(number):
        layer = dice.choices(("claim", "actor", "date"), (30, 45, 25))[0]
        fragments = _fragments(dice, words, layer)
        remark = dice.random()
        yield Annotation(
            id=new_id(),
            article_id=article_id,
            layer=layer,
            annotator_id=annotator_ids[0] if dice.random() < 0.8 else annotator_ids[-1],
            fragments=fragments,
            quote=quote(body, fragments),
            note="=not a formula, but a check by the reviewer is due" if remark < 0.05 else "",
            tags=("denied", "by name; and office") if 0.05 <= remark < 0.1 else (),
            created_at=CREATED,
            updated_at=CREATED,
        )


def phrases(seed: int, body: str, number: int) -> list[Span]:
    """Return places that somebody could select: six words, spread evenly over the text."""
    dice = random.Random(seed)
    words = [Span(*match.span()) for match in _WORD.finditer(body)]
    starts = [len(words) * step // number for step in range(number)]
    dice.shuffle(starts)
    return [Span(words[at].start, words[min(at + 5, len(words) - 1)].end) for at in starts]


def _fragments(dice: random.Random, words: list[Span], layer: str) -> Fragments:
    longest = 22 if layer == "claim" else 3
    first = dice.randrange(len(words))
    last = min(len(words) - 1, first + dice.randint(6 if layer == "claim" else 0, longest - 1))
    if layer == "claim" and last - first > 12 and dice.random() < 0.1:
        return (Span(words[first].start, words[first + 5].end), Span(words[first + 8].start, words[last].end))
    return (Span(words[first].start, words[last].end),)


def _sentence(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.03:
        return dice.choice(_CYRILLIC)
    actor, verb, noun, does, date = (dice.choice(words) for words in (_ACTORS, _VERBS, _NOUNS, _DOES, _DATES))
    said = f"the {noun} near the {dice.choice(_NOUNS)} {does}"
    if kind < 0.3:
        return f"“{said.capitalize()},” {actor} {verb} {date}, “and we don’t know why.”"
    if kind < 0.33:
        return f"{actor.capitalize()} {verb} {date} that {said} {dice.choice(_EMOJI)}."
    return f"{actor.capitalize()} {verb} {date} that {said}, 12.5 per cent more than the U.S. figure."
