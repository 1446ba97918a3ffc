"""The things a project holds, as plain immutable values."""

from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.core.spans import Fragments, Span, envelope, fault, quote


class Status(StrEnum):
    """How far the work on an article is."""

    TODO = "todo"
    IN_PROGRESS = "in progress"
    DONE = "done"


class Origin(StrEnum):
    """Where an annotation came from."""

    HAND = "hand"
    IMPORTED = "imported"
    SUGGESTION = "suggestion"
    PROPAGATED = "propagated"


@dataclass(frozen=True, slots=True)
class Annotator:
    """The person who makes annotations."""

    id: str
    name: str
    created_at: str
    updated_at: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of annotation: claim, actor, date, or one that the codebook adds.

    ``key`` is the letter that marks it, ``colour`` a hue name from the palette,
    ``shape`` one of ``fill``, ``underline``, ``dotted``, ``box``.
    """

    id: str
    title: str
    key: str
    colour: str
    shape: str
    grain: str
    """What the key takes with nothing selected: ``sentence`` or ``word``."""
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text's metadata. The text itself is fetched apart; it never changes."""

    id: str
    title: str
    text_sha256: str
    length: int
    """Code points of the text."""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or empty if not known."""
    language: str = ""
    status: Status = Status.TODO
    source_name: str = ""
    source_sha256: str = ""
    """SHA-256 of the bytes that were imported; empty for pasted text."""
    charset: str = ""
    replaced: int = 0
    """How many characters the import had to replace with U+FFFD."""
    previous_id: str = ""
    """The article of which this is a newer edition, if any."""
    annotator_id: str = ""
    """Who added it."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked span of an article, by one annotator, on one layer."""

    id: str
    article_id: str
    layer: str
    annotator_id: str
    fragments: Fragments
    quote: str
    note: str = ""
    tags: tuple[str, ...] = ()
    origin: Origin = Origin.HAND
    origin_detail: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1

    @property
    def start(self) -> int:
        """First code point of the envelope."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Code point after the last one of the envelope."""
        return self.fragments[-1].end

    @property
    def envelope(self) -> Span:
        """The span from the first fragment's start to the last one's end."""
        return envelope(self.fragments)


def damage(annotation: Annotation, text: str) -> str | None:
    """Say in what way a stored annotation does not fit its text; None if it fits."""
    reason = fault(annotation.fragments, len(text))
    if reason is not None:
        return reason
    if quote(text, annotation.fragments) != annotation.quote:
        return "the stored quote is not what the text says at this place"
    return None


def with_fragments(annotation: Annotation, fragments: Fragments, text: str) -> Annotation:
    """Return ``annotation`` over other ``fragments``, its quote read from ``text``."""
    return replace(annotation, fragments=fragments, quote=quote(text, fragments))


def with_status_from_marking(article: Article) -> Article:
    """Return ``article`` as it is after a mark was made in it: to do becomes in progress."""
    if article.status is Status.TODO:
        return replace(article, status=Status.IN_PROGRESS)
    return article
