"""One-to-one matching: as good as trying everything, and the same whatever comes first."""

from collections import Counter
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.assignment import UNASSIGNED, assign
from annotator.agreement.marks import Mark, agreeing, content
from annotator.agreement.matching import match_exact, match_overlap
from tests.agreement.making import covered, mark, marks

THRESHOLDS = st.sampled_from([Fraction(0), Fraction(3, 10), Fraction(1, 2), Fraction(1)])
LAYERS = ("claim", "actor")


def similarity(one, other):
    if (one.article_id, one.layer) != (other.article_id, other.layer):
        return Fraction(0)
    return Fraction(len(covered(one) & covered(other)), len(covered(one) | covered(other)))


def worth(pairs):
    """What a matching is judged by: pairs, total similarity, fields that agree."""
    return (
        len(pairs),
        sum((similarity(one, other) for one, other in pairs), Fraction(0)),
        sum(agreeing(one.values, other.values) for one, other in pairs),
    )


def best(first, second, possible):
    """The worth of the best of all one-to-one matchings."""

    def all_from(rows, taken):
        if not rows:
            yield []
            return
        yield from all_from(rows[1:], taken)
        for other in second:
            if other.id not in taken and possible(rows[0], other):
                for rest in all_from(rows[1:], taken | {other.id}):
                    yield [(rows[0], other), *rest]

    return max(worth(pairs) for pairs in all_from(first, frozenset()))


def plain(matching):
    """What a matching says, without ids: pairs and leftovers as what they are."""
    return (
        Counter((content(pair.first), content(pair.second)) for pair in matching.pairs),
        Counter(map(content, matching.only_first)),
        Counter(map(content, matching.only_second)),
    )


def checked_pairs(matching, first, second):
    """The pairs, once it is seen that each mark is in one place and the counts are right."""
    pairs = [(pair.first, pair.second) for pair in matching.pairs]
    assert sorted([one.id for one, _ in pairs] + [one.id for one in matching.only_first]) == sorted(
        one.id for one in first
    )
    assert sorted([one.id for _, one in pairs] + [one.id for one in matching.only_second]) == sorted(
        one.id for one in second
    )
    for pair in matching.pairs:
        assert pair.similarity == similarity(pair.first, pair.second)
        assert pair.shared == len(covered(pair.first) & covered(pair.second))
    return pairs


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.integers(0, 3), st.integers(0, 9)), max_size=4))
def test_assignment_as_by_trying_all(weights):
    columns = 4
    chosen = assign(weights, columns)
    found = [(row, column) for row, column in enumerate(chosen) if column != UNASSIGNED]
    assert len({column for _, column in found}) == len(found)
    everything = [*range(columns), *[UNASSIGNED] * len(weights)]
    tried = (
        [weights[row][column] for row, column in enumerate(ways) if column in weights[row]]
        for ways in set(permutations(everything, len(weights)))
    )
    assert (len(found), sum(weights[row][column] for row, column in found)) == max(
        (len(one), sum(one)) for one in tried
    )


@settings(max_examples=200, deadline=None)
@given(marks("a", 4, LAYERS), marks("b", 4, LAYERS), THRESHOLDS)
def test_overlap_is_as_good_as_trying_all(first, second, threshold):
    pairs = checked_pairs(match_overlap(first, second, threshold), first, second)

    def possible(one, other):
        return similarity(one, other) > 0 and similarity(one, other) >= threshold

    assert all(possible(*pair) for pair in pairs)
    assert worth(pairs) == best(first, second, possible)


places = st.sampled_from([[(0, 3)], [(0, 4)], [(0, 2), (3, 4)]])
crowded = st.lists(st.tuples(places, st.sampled_from("xyz"), st.sampled_from("pq")), max_size=5)


def crowd(who, drawn):
    """Marks of which many stand in the same place."""
    return [
        mark(f"{who}{number}", *spans, who=who, mode=mode, speaker=speaker)
        for number, (spans, mode, speaker) in enumerate(drawn)
    ]


@settings(deadline=None)
@given(crowded, crowded)
def test_exact_is_as_good_as_trying_all(drawn_first, drawn_second):
    first, second = crowd("a", drawn_first), crowd("b", drawn_second)
    pairs = checked_pairs(match_exact(first, second), first, second)
    assert all(one.fragments == other.fragments for one, other in pairs)
    assert worth(pairs) == best(first, second, lambda one, other: one.fragments == other.fragments)


@settings(deadline=None)
@given(st.data(), marks("a", 7, LAYERS, ("one", "two")), marks("b", 7, LAYERS, ("one", "two")), THRESHOLDS)
def test_order_does_not_matter(data, first, second, threshold):
    mixed = data.draw(st.permutations(first)), data.draw(st.permutations(second))
    assert match_overlap(first, second, threshold) == match_overlap(*mixed, threshold)
    assert match_exact(first, second) == match_exact(*mixed)


def renamed(data, several, who):
    """The same marks with other ids, which sort otherwise."""
    ids = data.draw(st.permutations(range(len(several))))
    return [
        Mark(f"{who}{id_}", one.article_id, who, one.layer, one.fragments, one.values)
        for id_, one in zip(ids, several, strict=True)
    ]


def turned(matching):
    pairs, only_first, only_second = plain(matching)
    return Counter({(b, a): count for (a, b), count in pairs.items()}), only_second, only_first


@settings(deadline=None)
@given(st.data(), crowded, crowded, THRESHOLDS)
def test_neither_ids_nor_who_comes_first_matter_to_figures(data, drawn_first, drawn_second, threshold):
    first, second = crowd("a", drawn_first), crowd("b", drawn_second)
    others = renamed(data, first, "z"), renamed(data, second, "c")
    for match in (match_exact, lambda one, other: match_overlap(one, other, threshold)):
        assert plain(match(first, second)) == plain(match(*others))
        assert plain(match(first, second)) == turned(match(second, first))


def ids(matching):
    return [(pair.first.id, pair.second.id) for pair in matching.pairs]


def test_nested_marks_find_their_own_partners():
    first = [mark("outer", (0, 100)), mark("inner", (20, 70))]
    second = [mark("in", (21, 70), who="ben"), mark("out", (0, 98), who="ben")]
    assert ids(match_overlap(first, second)) == [("outer", "out"), ("inner", "in")]


def test_a_duplicate_stays_without_partner():
    first = [mark("1", (0, 10), mode="x"), mark("2", (0, 10), mode="y")]
    second = [mark("3", (0, 10), who="ben", mode="y")]
    for match in (match_exact, match_overlap):
        assert ids(match(first, second)) == [("2", "3")]
        assert [one.id for one in match(first, second).only_first] == ["1"]


def test_more_pairs_come_before_better_ones():
    first = [mark("a", (0, 10)), mark("a'", (0, 6))]
    second = [mark("b", (0, 10), who="ben"), mark("b'", (5, 10), who="ben")]
    assert set(ids(match_overlap(first, second))) == {("a", "b'"), ("a'", "b")}
    assert ids(match_exact(first, second)) == [("a", "b")]


def test_a_better_place_comes_before_fields_that_agree():
    first = [mark("a", (0, 10), mode="x", speaker="p")]
    second = [mark("b", (0, 10), who="ben"), mark("b'", (0, 9), who="ben", mode="x", speaker="p")]
    assert ids(match_overlap(first, second)) == [("a", "b")]


def test_the_threshold_itself_is_enough():
    first, second = [mark("a", (0, 10))], [mark("b", (0, 5), who="ben")]
    assert ids(match_overlap(first, second, Fraction(1, 2))) == [("a", "b")]
    assert ids(match_overlap(first, second, Fraction(501, 1000))) == []


def test_layers_and_articles_are_never_mixed():
    first = [mark("a", (0, 10)), mark("b", (20, 30), layer="actor"), mark("c", (40, 50), article="two")]
    second = [mark("x", (0, 10), layer="actor"), mark("y", (20, 30)), mark("z", (40, 50))]
    for match in (match_exact, match_overlap):
        assert ids(match(first, second)) == []


def test_one_long_mark_that_touches_hundreds():
    """A chain of 300 through one mark over all of them: each still finds the one that is the same."""
    first = [mark("all", (0, 3000)), *(mark(f"a{n:03}", (10 * n, 10 * n + 9)) for n in range(300))]
    second = [mark(f"b{n:03}", (10 * n, 10 * n + 9), who="ben") for n in range(300)]
    matching = match_overlap(first, second, Fraction(0))
    assert sum(pair.similarity == 1 for pair in matching.pairs) == 300
    assert [one.id for one in matching.only_first] == ["all"]
