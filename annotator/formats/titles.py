"""A title for an article: its header's, else its headline, else its first words."""

import re
from enum import StrEnum
from typing import NamedTuple

from annotator.core.text import single_line
from annotator.core.words import grapheme_start

MAX_WORDS_LENGTH = 70
"""Code points of a title made of the first words, before the … ."""

_MAX_HEADLINE = 160
_LONG_LINE = 100
_ENDS_LIKE_PROSE = tuple(".,;:…。，；：،؛۔।-–—")
_ABBREVIATION_END = re.compile(r"(?:[^\W\d_]\.){2,}\Z")
_NO_HEADLINE = re.compile(r"(?:by|from|photo|updated|published)\b.*|https?://\S+|[\W\d_]+", re.IGNORECASE)


class TitleFrom(StrEnum):
    """Where a title was taken from."""

    HEADER = "header"
    HEADLINE = "headline"
    FIRST_WORDS = "first words"


class Title(NamedTuple):
    """A title, and where it was taken from."""

    text: str
    source: TitleFrom


def choose_title(story: str, header_title: str = "", heading: str = "") -> Title:
    """Return a title for ``story``, which must not be blank.

    ``heading`` is a headline that the format itself marks as one, as Markdown does.
    """
    if header_title:
        return Title(header_title, TitleFrom.HEADER)
    headline = single_line(heading)
    if not headline or len(headline) > _MAX_HEADLINE:
        headline = _headline(story)
    if headline:
        return Title(headline, TitleFrom.HEADLINE)
    return Title(first_words(story), TitleFrom.FIRST_WORDS)


def first_words(story: str) -> str:
    """Return the first words of the first paragraph, cut at a word with … if they are many."""
    line = single_line(story.lstrip().partition("\n")[0])
    if len(line) <= MAX_WORDS_LENGTH:
        return line
    cut = line.rfind(" ", MAX_WORDS_LENGTH // 2, MAX_WORDS_LENGTH + 1)
    if cut < 0:
        cut = grapheme_start(line, MAX_WORDS_LENGTH) or MAX_WORDS_LENGTH
    return line[:cut].rstrip(' ,;:.–—-([«“"') + "…"


def _headline(story: str) -> str:
    """Return the first line if it looks like a headline and a story follows, else nothing."""
    first, _, rest = story.lstrip().partition("\n")
    line = single_line(first)
    if not rest.strip() or not 2 <= len(line) <= _MAX_HEADLINE or _NO_HEADLINE.fullmatch(line):
        return ""
    if line.endswith(_ENDS_LIKE_PROSE) and not _ABBREVIATION_END.search(line):
        return ""
    following = rest.partition("\n")[0].strip()
    # Right below a headline stands nothing or a whole paragraph; a line of its own length
    # means that the text is broken into lines, and the first one is only a beginning.
    if following and not (len(following) > _LONG_LINE and len(following) > 1.5 * len(line)):
        return ""
    return line
