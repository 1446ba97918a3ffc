"""What measures are called, what each says, and why one has no value: for the window, to be translated."""

from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.measured import Measure, Measured, Part, Table

DIGITS = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("Agreement", text)


def part_name(part: Part) -> str:
    """Return what is compared, as a heading."""
    names = {
        Part.EXACT: _tr("Spans, exact match"),
        Part.OVERLAP: _tr("Spans, overlapping match"),
        Part.CHARACTERS: _tr("Characters"),
        Part.UNITIZING: _tr("Unitizing"),
        Part.VALUES: _tr("Values of fields"),
    }
    return names[part]


def measure_name(measure: Measure) -> str:
    """Return what a measure is called."""
    names = {
        Measure.PRECISION: _tr("Precision"),
        Measure.RECALL: _tr("Recall"),
        Measure.F1: _tr("F1"),
        Measure.PERCENT: _tr("Percent agreement"),
        Measure.COHEN: _tr("Cohen’s kappa"),
        Measure.FLEISS: _tr("Fleiss’ kappa"),
        Measure.ALPHA: _tr("Krippendorff’s alpha"),
        Measure.ALPHA_DATES: _tr("Krippendorff’s alpha, distance of dates"),
        Measure.ALPHA_LISTS: _tr("Krippendorff’s alpha, distance of lists"),
        Measure.ALPHA_U: _tr("Krippendorff’s αU"),
        Measure.U_ALPHA: _tr("Krippendorff’s uα"),
        Measure.RELEVANCE: _tr("Krippendorff’s |uα"),
        Measure.CODING: _tr("Krippendorff’s cuα"),
    }
    return names[measure]


def explanation(measure: Measure) -> str:
    """Return one sentence that says what a measure tells."""
    sentences = {
        Measure.PRECISION: _tr(
            "Of what the second annotator marked, the share that the first, the reference, has too."
        ),
        Measure.RECALL: _tr(
            "Of what the first annotator, the reference, marked, the share that the second has too."
        ),
        Measure.F1: _tr(
            "Of all marks of both, the share that has a counterpart; the same whoever is the reference, and"
            " not corrected for chance."
        ),
        Measure.PERCENT: _tr("The share of items on which two annotators say the same, chance included."),
        Measure.COHEN: _tr(
            "How much more often two annotators say the same than by chance: 0 is chance, 1 always; each has"
            " habits of their own."
        ),
        Measure.FLEISS: _tr(
            "As kappa, for more than two annotators; only items that all of them have answered go in."
        ),
        Measure.ALPHA: _tr(
            "How much less disagreement there is than by chance: 0 is chance, 1 none; for any number of"
            " annotators, and answers may be missing."
        ),
        Measure.ALPHA_DATES: _tr(
            "As alpha, but dates that share days disagree less: a day is nearer to its month than to another."
        ),
        Measure.ALPHA_LISTS: _tr("As alpha, but lists of values that have some in common disagree less."),
        Measure.ALPHA_U: _tr(
            "How far the boundaries of marked stretches lie apart, against chance; each layer by"
            " itself, and gaps count."
        ),
        Measure.U_ALPHA: _tr(
            "How far characters are marked as the same, where each marked stretch counts as one decision."
        ),
        Measure.RELEVANCE: _tr("The same, when all that counts is whether something is marked at all."),
        Measure.CODING: _tr("The same, only where both have marked something: agreement on layers alone."),
    }
    return sentences[measure]


def reason(undefined: Undefined) -> str:
    """Return why a measure has no value."""
    reasons = {
        Undefined.NOTHING_MARKED: _tr("nothing marked"),
        Undefined.FEWER_THAN_TWO_ANNOTATORS: _tr("fewer than two annotators"),
        Undefined.MORE_THAN_TWO_ANNOTATORS: _tr("more than two annotators"),
        Undefined.NO_PAIR_OF_VALUES: _tr("no pair of values"),
        Undefined.ONE_CATEGORY: _tr("one category only"),
        Undefined.NO_DIFFERENCE_EXPECTED: _tr("no difference to be expected"),
        Undefined.UNITS_OVERLAP: _tr("marks of different layers overlap"),
    }
    return reasons[undefined]


def value_in_words(figure: Figure) -> str:
    """Return a figure's value, or that it is undefined and why."""
    if figure.value is not None:
        return number(figure.value)
    if figure.undefined is None:
        return ""
    return _tr("undefined: {reason}").format(reason=reason(figure.undefined))


def interval_in_words(figure: Figure) -> str:
    """Return the ends of a figure's interval; empty if it has none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{number(figure.low)} – {number(figure.high)}"


def number(value: float) -> str:
    """Return a value as it is shown."""
    return QLocale().toString(value, "f", DIGITS)


def unit(part: Part, *, pair: bool) -> str:
    """Return what is counted."""
    match part:
        case Part.EXACT | Part.OVERLAP:
            return _tr("annotations")
        case Part.CHARACTERS:
            return _tr("characters")
        case Part.UNITIZING:
            return _tr("stretches of marked text")
        case Part.VALUES:
            return _tr("matched pairs of annotations") if pair else _tr("places marked by at least two")


def rule(part: Part, threshold: Fraction) -> str:
    """Return what is held against what."""
    match part:
        case Part.EXACT:
            return _tr("same layer, same characters, one to one")
        case Part.OVERLAP | Part.VALUES:
            return _tr("same layer, {overlap}, one to one").format(overlap=overlap(threshold))
        case Part.CHARACTERS:
            return _tr("each character by what it is marked as")
        case Part.UNITIZING:
            return _tr("boundaries and gaps in the running text")


def overlap(threshold: Fraction) -> str:
    """Return from when on two marks can answer to each other."""
    if not threshold:
        return _tr("at least one shared character")
    return _tr("overlap at least {threshold}").format(threshold=QLocale().toString(float(threshold), "g", 4))


def counted_and_matched(one: Measured, threshold: Fraction) -> str:
    """Return what is counted in a figure, and what is held against what."""
    return _tr("{unit}; {rule}").format(unit=unit(one.part, pair=one.of_pair), rule=rule(one.part, threshold))


def table_rule(table: Table, threshold: Fraction) -> str:
    """Return what a confusion table counts, in a sentence."""
    if table.field:
        sentence = _tr("Matched pairs of annotations: same layer, {overlap}, one to one.")
    else:
        sentence = _tr("Places that either marked: {overlap}, one to one, on the same layer where possible.")
    return sentence.format(overlap=overlap(threshold))
