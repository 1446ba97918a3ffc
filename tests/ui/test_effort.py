"""A short article recorded in full by counted keys and clicks, with the program's proposals and without."""

from pathlib import Path

import pytest

from annotator.services import people, reading
from benchmarks.effort import checking, results, running
from benchmarks.effort.page import Pair, markdown
from benchmarks.effort.truth import article_of, load

STORY = """---
title: Ferry inquiry
published: 2025-09-18
language: en
---

“The doors were closed on Monday,” said Jane Doe, a spokeswoman for the port. Jane Doe denied a delay.

The ferry sank in August.
"""
TRUTH = """
article = "ferry.txt"
sort = "a short one"
actors = [["Jane Doe", 1, "Jane Doe"], ["Jane Doe", 2, "Jane Doe"]]
dates = [["Monday", 1, "2025-09-15", "point"], ["August", 1, "2025-08", "point"]]

[entity]
"Jane Doe" = "person"

[[claim]]
quotes = ["The doors were closed on Monday"]
mode = "direct"
speaker = "Jane Doe"
event_date = "Monday"

[[claim]]
quotes = ["Jane Doe denied a delay"]
mode = "paraphrase"
stance = "denies"
speaker = "Jane Doe"

[[claim]]
quotes = ["The ferry sank in August"]
mode = "outlet"
speaker = "unattributed"
event_date = "August"
"""


@pytest.fixture
def listed(tmp_path):
    """The file of what the article says; the article lies beside it."""
    people.remember("Ana")
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    file = tmp_path / "ferry.toml"
    file.write_text(TRUTH, encoding="utf-8")
    return file


def test_a_complete_claim_takes_at_most_six_keys_where_proposals_are_right(listed, open_window, tmp_path):
    truth, costs = running.run(listed, tmp_path, tmp_path, open_window, proposals=True)
    assert checking.faults(tmp_path / "ferry-with.annotator", truth) == []
    right = [one for one in results.complete(costs) if one.right]
    assert len(right) == 3
    assert [one.keys for one in right] == [6, 4, 4]
    assert max(one.keys for one in right) <= results.AIM
    assert not any(one.dragged for one in right)
    assert [" ".join(one.pressed) for one in costs].count("C Enter") == 3


def test_without_proposals_the_same_is_recorded_with_more_keys(listed, open_window, tmp_path):
    truth, ours = running.run(listed, tmp_path, tmp_path, open_window, proposals=True)
    _, bare = running.run(listed, tmp_path, tmp_path, open_window, proposals=False)
    assert checking.faults(tmp_path / "ferry-without.annotator", truth) == []
    assert sum(one.keys for one in bare) > 2 * sum(one.keys for one in ours)
    assert sum(one.gestures for one in bare) == sum(one.gestures for one in ours)
    page = markdown([Pair(results.as_json(truth, ours), results.as_json(truth, bare))])
    assert "≤ 6: met" in page and "6 key presses" in page
    assert "**D** marks the date; its card shows 2025-09-15 (point)." in page


def test_what_is_not_recorded_as_listed_is_named(listed, open_window, tmp_path):
    truth, _ = running.run(listed, tmp_path, tmp_path, open_window, proposals=True)
    listed.write_text(
        TRUTH.replace('"The ferry sank in August"', '"The ferry sank"').replace('"denies"', '"doubts"'),
        encoding="utf-8",
    )
    other = load(listed, truth.text)
    found = checking.faults(tmp_path / "ferry-with.annotator", other)
    assert len([one for one in found if one.startswith("missing")]) == 2
    assert len([one for one in found if one.startswith("not wanted")]) == 2


def test_the_articles_say_what_the_files_list():
    for file in results.files():
        name = article_of(file)
        read = reading.read_paths([Path(__file__).parents[2] / "sample_articles" / name])[0]
        assert read.parsed is not None
        assert len(load(file, read.parsed.text).marks) > 50
