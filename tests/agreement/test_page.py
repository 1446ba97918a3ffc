"""The examples of docs/agreement.md are what the program works out."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from annotator.agreement.alpha import alpha
from annotator.agreement.distances import DateDistance
from annotator.agreement.figure import Undefined
from annotator.agreement.nominal import cohen_kappa
from annotator.agreement.overlap import similarity
from annotator.agreement.span_scores import Matches, f1, precision, recall
from annotator.formats.edtf_values import bounds

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "agreement.md").read_text("utf-8")
MODES: Counter[tuple[str | None, ...]] = Counter(
    {("direct", "direct"): 4, ("indirect", "indirect"): 3, ("direct", "indirect"): 3}
)


def test_spans() -> None:
    counts = [[Matches(10, 8, 6)]]
    values = [measure(counts).value for measure in (precision, recall, f1)]
    assert values == pytest.approx([0.75, 0.60, 0.667], abs=0.0005)
    assert "6 / 8 = 0.75, recall 6 / 10 = 0.60, F1 is\n12 / 18 = 0.667" in PAGE
    assert similarity(8, 10, 8) == Fraction(8, 10)


def test_kappa_and_alpha() -> None:
    assert cohen_kappa(MODES).value == pytest.approx(0.444, abs=0.0005)
    assert alpha(MODES).value == pytest.approx(0.424, abs=0.0005)
    assert "(0.7 − 0.46) / (1 − 0.46) = 0.444" in PAGE
    assert "1 − 0.3 / 0.521 = 0.424" in PAGE


def test_dates() -> None:
    distance = DateDistance(bounds)
    assert distance("2025-09", "2025-09-18") == pytest.approx(29 / 30)
    assert distance("2025-09", "2025-09-01/2025-09-15") == pytest.approx(15 / 30)
    assert distance("2025-09", "2025-10") == 1


def test_every_reason_is_explained() -> None:
    assert all(f"| {reason.value} |" in PAGE for reason in Undefined)
