"""Charsets: in which order they are found, what is only proposed, what could not be read."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidValue, UnreadableInput
from annotator.formats import charsets
from annotator.formats.decoding import How, decode

RUSSIAN = "Москва заявила, что договор больше не действует. Адвокаты говорят иное, и вот почему.\n" * 3
ARABIC = "قال ناجون من قارب مطاطي كان يقل طالبي لجوء إن رجالا ملثمين أعادوهم\n" * 3
CHINESE = "网络上的假难民账号在两天内发布了三千多条消息。\n" * 3
FRENCH = "L’été dernier, le préfet a déclaré qu’il n’y avait « aucun » problème à la frontière.\n" * 3


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_trusted(codec: str) -> None:
    found = decode(RUSSIAN.encode(codec))
    assert found.text.removeprefix("\ufeff") == RUSSIAN
    assert found.how is How.MARK
    assert found.certain


@pytest.mark.parametrize(
    "mark, codec", [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")]
)
def test_both_byte_orders_of_utf_16(mark: bytes, codec: str) -> None:
    found = decode(mark + "emoji 😀 и текст".encode(codec))
    assert (found.text.removeprefix("\ufeff"), found.charset) == ("emoji 😀 и текст", codec)


def test_valid_utf_8_needs_no_guess() -> None:
    found = decode(ARABIC.encode())
    assert (found.text, found.charset, found.how) == (ARABIC, "utf-8", How.UTF8)
    assert found.certain


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"Nothing but ASCII.").how is How.UTF8


def test_a_declared_charset_is_used() -> None:
    data = "---\ntitle: Заголовок\ncharset: windows-1251\n---\n".encode("cp1251") + RUSSIAN.encode("cp1251")
    found = decode(data)
    assert found.text.endswith(RUSSIAN)
    assert (found.charset, found.how, found.certain) == ("windows-1251", How.DECLARED, True)


@pytest.mark.parametrize("declared", ["klingon-8", "shift_jis"])
def test_a_declaration_that_does_not_work_is_said(declared: str) -> None:
    found = decode(f"---\ncharset: {declared}\n---\n{RUSSIAN}".encode())
    assert (found.charset, found.how) == ("utf-8", How.UTF8)
    assert declared in found.notes[0]
    assert not found.certain
    assert found.text.endswith(RUSSIAN)


def test_a_declaration_that_is_likely_wrong_has_to_be_looked_at() -> None:
    found = decode(f"---\nencoding: windows-1251\n---\n{RUSSIAN}".encode())
    assert found.how is How.DECLARED
    assert not found.certain
    assert "UTF-8" in found.notes[0]


def test_the_mark_beats_the_declaration() -> None:
    found = decode(f"---\ncharset: koi8-r\n---\n{RUSSIAN}".encode("utf-8-sig"))
    assert (found.charset, found.how) == ("utf-8", How.MARK)
    assert "koi8-r" in found.notes[0]
    assert not found.certain


def test_a_charset_named_in_the_story_declares_nothing() -> None:
    text = "---\ntitle: x\n---\ncharset: windows-1251\n" + FRENCH
    assert decode(text.encode()).how is How.UTF8


@pytest.mark.parametrize(
    "text, codec, name",
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
    ],
)
def test_a_guess_is_a_proposal(text: str, codec: str, name: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.charset, found.how) == (text, name, How.GUESS)
    assert not found.certain


def test_chinese_utf_16_without_mark() -> None:
    found = decode(CHINESE.encode("utf-16-le"))
    assert (found.text, found.charset) == (CHINESE, "utf-16-le")


def test_utf_32_without_mark() -> None:
    assert decode(FRENCH.encode("utf-32-be")).text == FRENCH


def test_japanese_escape_sequences_are_not_taken_for_ascii() -> None:
    text = "政府は否定した。\n"
    found = decode(text.encode("iso-2022-jp"))
    assert (found.text, found.charset, found.how) == (text, "iso-2022-jp", How.GUESS)


def test_one_zero_byte_in_good_utf_8_does_not_make_it_utf_16() -> None:
    found = decode(FRENCH.encode() + b"\0" + FRENCH.encode())
    assert found.text == FRENCH + "\0" + FRENCH


def test_a_file_full_of_zero_bytes_is_no_text() -> None:
    with pytest.raises(UnreadableInput, match="zero bytes"):
        decode(bytes([0, 0, 0, 7, 0, 0, 200, 9]) * 100)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_cut_off_utf_8_is_said_with_a_count(cut: int) -> None:
    data = ("Слухання 😀" + "😀").encode()[:-cut]
    found = decode(data)
    lost = 4 - cut
    assert found.charset == "utf-8"
    assert found.replaced == lost
    assert found.text == "Слухання 😀" + "\ufffd" * lost
    assert str(lost) in found.notes[0]
    assert not found.certain


def test_a_few_bad_bytes_in_utf_8_are_counted() -> None:
    data = RUSSIAN.encode() + b"\xff\xfe" + RUSSIAN.encode()
    found = decode(data)
    assert found.charset == "utf-8"
    assert (found.replaced, found.text.count("\ufffd")) == (2, 2)
    assert "2 bytes" in found.notes[0]


def test_bad_bytes_after_a_mark_are_not_silent() -> None:
    found = decode(codecs.BOM_UTF8 + b"caf\xe9 au lait")
    assert found.replaced == 1
    assert not found.certain


def test_a_chosen_charset_is_taken() -> None:
    found = decode(FRENCH.encode("cp1252"), "latin1")
    assert (found.text, found.charset, found.how) == (FRENCH, "windows-1252", How.CHOSEN)
    assert found.certain


def test_a_chosen_charset_that_is_likely_wrong_is_said() -> None:
    found = decode(RUSSIAN.encode(), "windows-1251")
    assert (found.charset, found.certain) == ("windows-1251", True)
    assert "valid UTF-8" in found.notes[0]


def test_a_chosen_charset_that_does_not_fit_is_counted() -> None:
    found = decode("naïve".encode("cp1252"), "utf-8")
    assert (found.text, found.replaced) == ("na\ufffdve", 1)
    assert found.notes


def test_odd_utf_16_is_counted_even_where_python_cannot_escape() -> None:
    found = decode("abc".encode("utf-16-le") + b"\x41", "utf-16-le")
    assert found.text.startswith("abc")
    assert found.replaced == 1


@pytest.mark.parametrize(
    "name", ["klingon", "rot13", "base64", "idna", "utf-7", "", "unicode_escape", "a\0b"]
)
def test_what_is_no_charset_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue, match="no charset"):
        decode(b"text", name)


@pytest.mark.parametrize(
    "typed, name",
    [
        ("CP1251", "windows-1251"),
        ("win-1251", None),
        ("windows-874", "windows-874"),
        ("gb2312", "gb18030"),
        ("latin-1", "windows-1252"),
        ("Shift_JIS", "shift_jis"),
        ("euc_kr", "euc-kr"),
        ("cp866", "ibm866"),
        ("utf8", "utf-8"),
    ],
)
def test_names_of_charsets(typed: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(InvalidValue):
            charsets.canonical(typed)
    else:
        assert charsets.canonical(typed) == name


def test_every_offered_charset_can_be_read_and_keeps_its_name() -> None:
    for charset in charsets.OFFERED:
        assert charsets.canonical(charset.name) == charset.name
        codecs.lookup(charsets.codec(charset.name))
        assert charset.label


@given(st.text())
def test_any_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    try:
        found = decode(data)
    except UnreadableInput:
        assert "\0" in text
        return
    if found.how is How.UTF8:
        assert found.text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_is_lost_silently(data: bytes) -> None:
    try:
        found = decode(data)
    except UnreadableInput:
        return
    if found.replaced or found.how is How.GUESS:
        assert not found.certain
    if "\ufffd" in found.text and found.charset == "utf-8" and b"\xef\xbf\xbd" not in data:
        assert found.replaced
