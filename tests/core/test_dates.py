"""Dates of publication and language tags: the forms that are read, and those that are stored."""

import pytest

from annotator.core.dates import RULES, is_language, is_published, parse_language, parse_published
from annotator.core.months import month_number


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("2025-09-18", "2025-09-18"),
        ("2025-09", "2025-09"),
        ("2025", "2025"),
        ("2024-02-29", "2024-02-29"),
        ("2025-9", "2025-09"),
        (" 2025/09/18 ", "2025-09-18"),
        ("2025-09-18T10:00:00Z", "2025-09-18"),
        ("٢٠٢٥", "2025"),
        ("2025-02-29", None),
        ("2025-13", None),
        ("0000", None),
        ("18.9.2025", None),
        ("", None),
    ],
)
def test_a_date_of_publication_is_read_widely_and_stored_strictly(raw, stored):
    assert parse_published(raw) == stored
    assert is_published(raw) == (raw == stored)
    assert stored is None or is_published(stored)


def test_a_language_tag_is_read_widely_and_stored_strictly():
    assert [parse_language(raw) for raw in ("en", " zh_Hant ", "English", "")] == [
        "en",
        "zh-Hant",
        None,
        None,
    ]
    assert [is_language(raw) for raw in ("en", "zh-Hant", "zh_Hant", " en", "English", "")] == [
        *(True, True, False, False, False, False)
    ]


def test_months_by_name_in_three_languages():
    assert [
        month_number(name) for name in ("May", "Sept.", "мая", "ЛЮТОГО", "листопаді", "nonsense", "")
    ] == [*(5, 9, 5, 2, 11, None, None)]


def test_every_rule_is_a_sentence():
    assert all(code == code.strip().lower() and text.endswith(".") for code, text in RULES.items())
