"""Where signs and bands stand, and what is remembered of a choice: worked out without a window."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.article.block_bands import Band, placed_signs
from annotator.ui.people.chosen import PROJECTS, Chosen

LINE, HIGH = 27.0, 11.0
ids = st.text("abcdef0123456789", min_size=1, max_size=8)


def bands(*places):
    return [Band(f"{lane}-{top}", lane, float(top), float(bottom)) for lane, top, bottom in places]


def test_each_has_one_sign_at_the_first_mark_and_they_do_not_cover_each_other():
    signs = placed_signs(bands((1, 0, 20), (0, 0, 80), (1, 54, 74)), LINE, HIGH, 200, 0)
    assert [(sign.lane, sign.top) for sign in signs] == [(1, 0), (0, 11)]


def test_a_sign_stands_again_after_a_stretch_without():
    signs = placed_signs(bands((0, 0, 20), (0, 600, 620), (0, 640, 660)), LINE, HIGH, 800, 0)
    assert [sign.top for sign in signs] == [0, 600]


def test_what_finds_no_room_becomes_a_number():
    signs = placed_signs(bands(*((lane, 0, 20) for lane in range(6))), LINE, HIGH, 40, 0)
    assert [(sign.lane, sign.more) for sign in signs] == [(1, 0), (0, 0), (-1, 4)]
    assert signs[-1].top + HIGH <= 40


def test_signs_of_one_line_have_the_order_of_their_lanes():
    given_ = bands((0, 0, 20), (2, 0, 20), (1, 0, 20), (0, 300, 320), (1, 500, 520))
    lanes = [sign.lane for sign in placed_signs(given_, LINE, HIGH, 900, 0)]
    assert lanes == [2, 1, 0, 0, 1], "from the left: the first lane is the rightmost"
    mirrored = placed_signs(given_, LINE, HIGH, 900, 0, mirrored=True)
    assert [sign.lane for sign in mirrored] == [0, 1, 2, 0, 1]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 900), st.integers(5, 300)), max_size=40),
    st.integers(40, 1200),
    st.integers(0, 3),
)
def test_signs_never_overlap_and_nobody_is_forgotten(places, room, left_over):
    given_ = bands(*((lane, top, top + long) for lane, top, long in places))
    signs = placed_signs(given_, LINE, HIGH, room, left_over)
    for one, following in pairwise(signs):
        assert one.top + HIGH <= following.top + 1e-9
    told = {sign.lane for sign in signs if sign.lane >= 0}
    folded = sum(sign.more for sign in signs)
    lanes = {band.lane for band in given_}
    assert told <= lanes
    assert len(lanes - told) + left_over <= folded or (not folded and told == lanes)
    assert all(sign.top >= min((band.top for band in given_), default=0) for sign in signs)


@given(st.frozensets(ids, max_size=5), st.booleans(), st.booleans(), st.booleans())
def test_a_choice_is_kept_for_one_project_and_person(people, everyone, gold, nameless):
    one = Chosen()
    one.turn_to("project", "me")
    one.choose(None if everyone else people, gold=gold, nameless=nameless)
    other = Chosen()
    other.restore(one.kept())
    other.turn_to("project", "somebody else")
    assert not other.shows("abc")
    other.turn_to("project", "me")
    assert (other.decided, other.everyone, other.gold, other.nameless) == (True, everyone, gold, nameless)
    assert all(other.shows(one) for one in people)
    assert other.shows("nobody chose this one") is everyone


@given(st.one_of(st.none(), st.integers(), st.text(), st.just("[" * 100_000), st.just('{"a/b": 3}')))
def test_what_cannot_be_understood_is_nothing_chosen(kept):
    chosen = Chosen()
    chosen.restore(kept)
    chosen.turn_to("a", "b")
    assert not chosen.decided


def test_only_so_many_projects_are_remembered():
    chosen = Chosen()
    for number in range(PROJECTS + 5):
        chosen.turn_to(f"p{number}", "me")
        chosen.choose(["x"])
    again = Chosen()
    again.restore(chosen.kept())
    again.turn_to("p4", "me")
    assert not again.decided
    again.turn_to("p5", "me")
    assert again.shows("x")
