"""Articles shared out among people: everybody gets their part, the same way every time."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidValue
from annotator.core.sharing import share_out

ids = st.sets(st.uuids().map(lambda one: one.hex), max_size=60)
shares = st.integers(0, 100).map(lambda n: Fraction(n, 100))


@given(ids, st.integers(2, 6), shares, st.integers())
def test_every_article_is_read_and_the_overlap_is_exact(
    found: set[str], people: int, overlap: Fraction, seed: int
) -> None:
    parts = share_out(found, people, overlap, seed)
    readers = Counter(id_ for part in parts for id_ in part)
    assert set(readers) == found
    shared = [id_ for id_, number in readers.items() if number == 2]
    assert len(shared) == int(overlap * len(found) + Fraction(1, 2))
    assert set(readers.values()) <= {1, 2}
    assert all(len(set(part)) == len(part) for part in parts), "nobody gets an article twice"


@given(ids, st.integers(2, 6), shares, st.integers())
def test_everybody_is_balanced(found: set[str], people: int, overlap: Fraction, seed: int) -> None:
    parts = share_out(found, people, overlap, seed)
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 2
    together: Counter[tuple[int, int]] = Counter()
    for one in range(people):
        for other in range(one):
            together[other, one] = len(set(parts[one]) & set(parts[other]))
    assert max(together.values()) - min(together.values()) <= 1, "every two share as much as any other two"


@given(ids, st.integers(1, 6), shares, st.integers(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(found, people, overlap, seed, chance) -> None:
    overlap = overlap if people > 1 else Fraction()
    shuffled = sorted(found)
    chance.shuffle(shuffled)
    assert share_out(shuffled, people, overlap, seed) == share_out(sorted(found), people, overlap, seed)


def test_it_is_the_same_on_every_machine_and_another_with_another_seed() -> None:
    articles = [f"article {number}" for number in range(10)]
    first = share_out(articles, 3, Fraction(1, 5), 7)
    # Worked out once: whoever changes how it is shared out breaks what people have written down.
    assert first == share_out(articles, 3, Fraction(1, 5), 7)
    assert [[int(id_.split()[1]) for id_ in part] for part in first] == EXPECTED
    assert share_out(articles, 3, Fraction(1, 5), 8) != first


EXPECTED = [[4, 5, 3, 0], [4, 8, 6, 9], [5, 1, 7, 2]]


@pytest.mark.parametrize(
    ("people", "overlap", "readers", "words"),
    [
        (0, Fraction(), 2, "at least one person"),
        (1, Fraction(1, 2), 2, "at least 2 people"),
        (2, Fraction(1, 2), 3, "at least 3 people"),
        (2, Fraction(1, 2), 1, "at least 2 people"),
        (2, Fraction(3, 2), 2, "0 to 100"),
        (2, Fraction(-1, 2), 2, "0 to 100"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(
    people: int, overlap: Fraction, readers: int, words: str
) -> None:
    with pytest.raises(InvalidValue, match=words):
        share_out(["a", "b"], people, overlap, readers=readers)


def test_three_may_read_the_same() -> None:
    parts = share_out([str(number) for number in range(20)], 4, Fraction(1, 2), 0, readers=3)
    assert Counter(Counter(id_ for part in parts for id_ in part).values()) == {3: 10, 1: 10}
