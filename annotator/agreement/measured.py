"""What a report of agreement is made of: figures, each with all that is needed to read it.

The words here are those of the command line and of the tables; the window has its own, translated.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from annotator.agreement.bootstrap import SAMPLES
from annotator.agreement.confusion import Confusion
from annotator.agreement.figure import Figure
from annotator.agreement.marks import Mark
from annotator.agreement.overlap import HALF, checked_threshold
from annotator.core.errors import InvalidValue

Said = tuple[str, ...]
"""What an annotator says for a field: its values; one for most fields."""
Group = tuple[str, ...]
"""Whose agreement: two annotators, of whom the first is the reference, or all of the report."""

ALL_LAYERS = ""
"""Stands for all layers of the report together."""
MOST_SAMPLES = 100_000


class Part(StrEnum):
    """What is compared, in the order in which a report has it."""

    EXACT = "spans, exact"
    OVERLAP = "spans, overlapping"
    CHARACTERS = "characters"
    UNITIZING = "unitizing"
    VALUES = "values"


class Measure(StrEnum):
    """What a figure is called."""

    PRECISION = "precision"
    RECALL = "recall"
    F1 = "F1"
    PERCENT = "percent agreement"
    COHEN = "Cohen’s kappa"
    FLEISS = "Fleiss’ kappa"
    ALPHA = "Krippendorff’s alpha"
    ALPHA_DATES = "Krippendorff’s alpha, distance of dates"
    ALPHA_LISTS = "Krippendorff’s alpha, distance of lists"
    ALPHA_U = "Krippendorff’s αU"
    U_ALPHA = "Krippendorff’s uα"
    RELEVANCE = "Krippendorff’s |uα"
    CODING = "Krippendorff’s cuα"


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field or link of a layer whose values are compared."""

    layer: str
    id: str
    date: bool = False
    """Its values are dates as EDTF, so that their distance can be measured."""
    several: bool = False
    """It takes more than one value, so that two annotators can agree in part."""
    tabled: bool = False
    """It has few possible values, so that a confusion table can be read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How agreement is measured.

    ``threshold`` is intersection over union, from which two annotations on one layer can answer to each
    other; 0 asks for one shared character. ``samples`` is how many samples of articles are drawn for the
    intervals: 0 for no intervals, None for as many as a project of its size can take, at most 1000.

    Raises:
        InvalidValue: if the threshold or the number of samples is out of range.
    """

    threshold: Fraction = HALF
    samples: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        checked_threshold(self.threshold)
        if self.samples is not None and not 0 <= self.samples <= MOST_SAMPLES:
            raise InvalidValue(
                f"Intervals are drawn from 0 (none) to {MOST_SAMPLES:,} samples; nothing was measured."
            )

    def samples_for(self, figures: int, articles: int) -> int:
        """Return how many samples are drawn for so many figures of so many articles."""
        if self.samples is not None:
            return self.samples
        return max(_FEWEST_SAMPLES, min(SAMPLES, _DRAWN_ARTICLES // max(1, figures * articles)))


_FEWEST_SAMPLES = 100
_DRAWN_ARTICLES = 30_000_000
"""About how many articles are drawn in all before a report takes fewer samples: some minutes of work."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of a report, with all that is needed to read it.

    ``layer`` is empty for all layers; ``field`` is empty for what is not about a field. ``annotators`` are
    two, the first of whom is the reference of precision and recall, or all of the report. ``left_out``
    counts the items that could not go in because fewer than two annotators said something.
    """

    part: Part
    measure: Measure
    layer: str
    field: str
    annotators: Group
    figure: Figure
    articles: tuple[str, ...] = ()
    """The ids of the articles that went in: those that at least two of the annotators have read."""
    left_out: int = 0

    @property
    def of_pair(self) -> bool:
        """It is about two annotators."""
        return len(self.annotators) == 2

    @property
    def unit(self) -> str:
        """What is counted, in words."""
        return unit_in_words(self.part, self.of_pair)

    def rule(self, threshold: Fraction) -> str:
        """Return what is held against what, in words."""
        return rule_in_words(self.part, self.of_pair, threshold)


@dataclass(frozen=True, slots=True)
class Table:
    """Who said what where the other said something else, of two annotators; the first one's are the rows.

    Without a field it is about layers: of annotations of both in one place. With a field it is about what
    was said for it in matched annotations.
    """

    layer: str
    field: str
    annotators: Group
    confusion: Confusion[Said]

    @property
    def unit(self) -> str:
        """What is counted, in words."""
        if self.field:
            return unit_in_words(Part.VALUES, pair=True)
        return "places that at least one of them marked"

    def rule(self, threshold: Fraction) -> str:
        """Return what is held against what, in words."""
        if self.field:
            return rule_in_words(Part.VALUES, True, threshold)
        return f"on the same layer if possible, else on another: {_sharing(threshold)}, one to one"


@dataclass(frozen=True, slots=True)
class Report:
    """How far annotators agree."""

    options: Options
    samples: int
    """How many samples the intervals were drawn from; 0 if there are none."""
    annotators: Group
    """The ids of those who have read something, in the order in which pairs are made."""
    layers: tuple[str, ...]
    figures: tuple[Measured, ...]
    tables: tuple[Table, ...]
    articles: tuple[str, ...]
    """The ids of the articles that were compared: at least two have read them."""
    read_by_one: tuple[str, ...] = ()
    """The ids of the articles that fewer than two have read, and that are left out for it."""
    marks: int = 0
    """How many annotations were compared."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """All annotators first, if they are more than two; then every two."""
        return groups_of(self.annotators)


@dataclass(frozen=True, slots=True)
class ArticleMarks:
    """One article as it is compared: its length in code points, its marks, and who has read it.

    Whoever has a mark counts as a reader too.
    """

    id: str
    length: int
    marks: tuple[Mark, ...]
    readers: frozenset[str] = field(default_factory=frozenset)


def groups_of(annotators: Iterable[str]) -> tuple[Group, ...]:
    """Return whose agreement is measured among these: all of them, unless they are two, and every two."""
    everyone = tuple(annotators)
    pairs = tuple(combinations(everyone, 2))
    return pairs if len(everyone) == 2 else (everyone, *pairs)


def unit_in_words(part: Part, pair: bool) -> str:
    """Return what the items of a figure are."""
    match part:
        case Part.EXACT | Part.OVERLAP:
            return "annotations"
        case Part.CHARACTERS:
            return "characters"
        case Part.UNITIZING:
            return "stretches of marked text"
        case Part.VALUES:
            return "matched pairs of annotations" if pair else "places marked by at least two"


def rule_in_words(part: Part, pair: bool, threshold: Fraction) -> str:
    """Return what is held against what."""
    match part:
        case Part.EXACT:
            return "same layer, same characters, one to one"
        case Part.OVERLAP:
            return f"same layer, {_sharing(threshold)}, one to one"
        case Part.CHARACTERS:
            return "each character by what it is marked as"
        case Part.UNITIZING:
            return "boundaries and gaps in the running text"
        case Part.VALUES if pair:
            return f"same layer, {_sharing(threshold)}, one to one"
        case Part.VALUES:
            return f"same layer, every two {_sharing(threshold)}, one of each annotator"


def shown_threshold(threshold: Fraction) -> str:
    """Return a threshold as people write it, such as 0.5; a fraction if it has no short decimal."""
    short = f"{float(threshold):.6g}"
    return short if Fraction(short) == threshold else str(threshold)


def _sharing(threshold: Fraction) -> str:
    if not threshold:
        return "at least one shared character"
    return f"overlap (IoU) at least {shown_threshold(threshold)}"


__all__ = [
    *("ALL_LAYERS", "MOST_SAMPLES", "ArticleMarks", "ComparedField", "Group", "Measure", "Measured"),
    *("Options", "Part", "Report", "Said", "Table"),
    *("groups_of", "rule_in_words", "shown_threshold", "unit_in_words"),
]
