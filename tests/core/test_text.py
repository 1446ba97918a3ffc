"""The one normalisation, and the numbering of paragraphs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.text import Paragraphs, normalise, sha256, single_line

any_text = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("raw", "text", "replaced"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n", 0),
        ("\ufeffa\ufeffb", "a\ufeffb", 0),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc", 2),
        ("a\ud800b", "a\ufffdb", 1),
        ("page\x0cnext\x0bline\x85end", "page\nnext\nline\nend", 0),
        ("\ufdd0\ufffe\U0001ffff", "\ufffd" * 3, 3),
        ("a\u00a0b\u2028c\u2029d\u00ade\u200df\tg", "a\u00a0b\u2028c\u2029d\u00ade\u200df\tg", 0),
        ("e\u0301 é", "e\u0301 é", 0),
        ("😀👨‍👩‍👧", "😀👨‍👩‍👧", 0),
    ],
)
def test_normalise(raw, text, replaced):
    assert normalise(raw) == (text, replaced)


@given(any_text)
def test_a_normalised_text_can_be_stored_and_stays_as_it_is(raw):
    text = normalise(raw).text
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\r" not in text and "\x00" not in text
    if not text.startswith("\ufeff"):
        assert normalise(text) == (text, 0)


def test_sha256_is_that_of_the_utf8_bytes():
    assert sha256("Ї😀") == hashlib.sha256(b"\xd0\x87\xf0\x9f\x98\x80").hexdigest()


def test_single_line():
    assert single_line(" A\n\ttitle \u2028 of\x00two ") == "A title of\ufffdtwo"


def test_paragraphs_are_the_lines_that_are_not_blank():
    text = "one\n\n  two\ntwo and a half\n \nthree"
    paragraphs = Paragraphs(text)
    assert len(paragraphs) == 4
    numbers = [paragraphs.number(text.index(word)) for word in ("one", "two", "half", "three")]
    assert numbers == [1, 2, 3, 4]
    assert paragraphs.number(0) == 1
    assert paragraphs.number(len(text)) == 4
    assert Paragraphs("").number(0) == 1
