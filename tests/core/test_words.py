"""What a mark snaps to: whole words, no dressing, no visible character cut in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.words import grapheme_end, grapheme_start, snap, word_at


def snapped(text, marked):
    """Snap the part of ``text`` that stands between ``[`` and ``]`` in ``marked``."""
    start = marked.index("[")
    end = marked.index("]") - 1
    assert marked.replace("[", "", 1).replace("]", "", 1) == text
    span = snap(text, start, end)
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the [council] said", "council"),
        ("the c[ounci]l said", "council"),
        ("the[ council ]said", "council"),
        ("th[e counc]il said", "the council"),
        ("[“No,” ]he said", "No"),
        ("he said “[no].”", "no"),
        ("he said [“no.”]", "no"),
        ("[he said “no”], twice", "he said “no”"),
        ("[“No,” he said], twice", "“No,” he said"),
        ("in the [U.S].", "U.S."),
        ("in the [U].S. Senate", "U.S."),
        ("they do[n]'t pay", "don't"),
        ("they do[n]’t pay", "don’t"),
        ("about 1[2].5 percent", "12.5"),
        ("over 3[,1]00 accounts", "3,100"),
        ("up [12%] again", "12%"),
        ("a full-[sc]ale invasion", "scale"),
        ("the treaty [(of 1987)] ends", "of 1987"),
        ("the [treaty (1987)] ends", "treaty (1987)"),
        ("[the treaty (1987], he said", "the treaty (1987"),
        ("at rferl[.o]rg today", "rferl.org"),
        ("сказал [Смирн]ов", "Смирнов"),
        ("«[Мир]», — сказал он", "Мир"),
        ("він не мав [комп]’ютера", "комп’ютера"),
        ("قال [المتح]دث أمس", "المتحدث"),
        ("李[文]华在北京", "文"),
        ("李[文华]在北京", "文华"),
        ("see [👨‍👩‍👧] here", "👨‍👩‍👧"),
        ("see 👨[‍👩]‍👧 here", "👨‍👩‍👧"),
        ("a 👍[🏽] b", "👍🏽"),
        ("caf[e]\u0301 x", "cafe\u0301"),
        ("[...]", None),
        ("a[ — ]b", None),
        ("a[ ]b", None),
    ],
)
def test_snap(marked, expected):
    text = marked.replace("[", "", 1).replace("]", "", 1)
    assert snapped(text, marked) == expected


def test_flags_are_kept_in_pairs():
    text = "🇺🇦🇩🇪"
    assert grapheme_start(text, 1) == 0
    assert grapheme_end(text, 1) == 2
    assert grapheme_start(text, 2) == grapheme_end(text, 2) == 2
    assert grapheme_end(text, 3) == 4


@given(st.text(st.sampled_from("ab1 .,'’“”()\n-é\u0301👨\u200d👩🏽🇺🇦李ж"), max_size=30), st.data())
def test_snapping_is_sound_anywhere(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = snap(text, start, end)
    if span is None:
        return
    assert 0 <= span.start < span.end <= len(text)
    assert not text[span.start].isspace() and not text[span.end - 1].isspace()
    # What was snapped once stays: marking it again marks the same.
    assert snap(text, span.start, span.end) == span


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("the council", 0, "the"),
        ("the council", 3, "the"),
        ("the council", 4, "council"),
        ("the council", 11, "council"),
        ("a, b", 1, "a"),
        ("a — b", 3, None),
        ("", 0, None),
        ("I don’t.", 4, "don’t"),
    ],
)
def test_word_at(text, position, word):
    span = word_at(text, position)
    assert (text[span.start : span.end] if span else None) == word
