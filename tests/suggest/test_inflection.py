"""Inflected forms of Cyrillic names, found in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.spans import Span
from annotator.suggest.inflection import Forms, forms
from annotator.suggest.mentions import occurrences


def found(text: str, *names: str) -> list[tuple[str, str]]:
    """Return what was found, each with the name that it is a form of."""
    return [(text[slice(*span)], name) for span, name in Forms(names).found_in(text)]


# The case forms are those of the tables in school grammars: genitive, dative, accusative, instrumental,
# locative; Russian first, Ukrainian below.
@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Смирнов", "Смирнова Смирнову Смирновым Смирнове"),
        ("Смирнова", "Смирновой Смирнову"),
        ("Путин", "Путина Путину Путиным Путине"),
        ("Достоевский", "Достоевского Достоевскому Достоевским Достоевском"),
        ("Толстой", "Толстого Толстому Толстым Толстом"),
        ("Андрей", "Андрея Андрею Андреем Андрее"),
        ("Юрий", "Юрия Юрию Юрием Юрии"),
        ("Игорь", "Игоря Игорю Игорем Игоре"),
        ("Иван", "Ивана Ивану Иваном Иване"),
        ("Москва", "Москвы Москве Москву Москвой"),
        ("Россия", "России Россию Россией"),
        ("Кремль", "Кремля Кремлю Кремлём Кремле"),
        ("Казань", "Казани Казанью"),
        ("Верховная", "Верховной Верховную"),
        ("Зеленський", "Зеленського Зеленському Зеленським"),
        ("Шевченко", "Шевченка Шевченку Шевченкові Шевченком"),
        ("Ковальська", "Ковальської Ковальській Ковальську Ковальською"),
        ("Сергій", "Сергія Сергію Сергієві Сергієм Сергії"),
        ("Ольга", "Ольги Ользі Ольгу Ольгою"),
        ("Україна", "України Україні Україну Україною"),
        ("Марія", "Марії Марію Марією"),
        ("Кравець", "Кравця Кравцю Кравцеві Кравцем"),
        ("Київ", "Києва Києву Києвом Києві"),
        ("Харків", "Харкова Харкову Харковом Харкові"),
        ("Лук'яненко", "Лук’яненка Лук'яненку"),
        ("Сумы", "Сумам Сумами Сумах"),
    ],
)
def test_the_cases_of_a_name_are_found(name: str, cases: str) -> None:
    text = f"Вчера {cases}, {name}."
    assert found(text, name) == [(case, name) for case in cases.split()], "and not the name itself"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Смирновой и Смирновых, смирнова", "Смирнов"),  # another person, several, written small
        ("Лина, Лину", "Лин"),  # shorter than four letters
        ("Шойгуа, Дудее", "Шойгу"),  # does not change
        ("МИДа, МАГАТЭе", "МИД"),
        ("НАБУа", "НАБУ"),
        ("президента", "президент"),  # no name
        ("Смирнова-Орлова, Иванова-Смирнова", "Смирнов"),  # double names
        ("Смирновка, Смирновский", "Смирнов"),
        ("Smirnova", "Smirnov"),
        ("Иваны", "Иван"),
    ],
)
def test_what_is_no_form_of_the_name(text: str, name: str) -> None:
    assert found(text, name) == []


def test_in_several_words_at_least_one_is_inflected() -> None:
    text = "Ивана Смирнова ждали, Иван  Смирнов пришёл; Верховной Рады, Совету Европы, Нью-Йорке."
    names = ("Иван Смирнов", "Верховная Рада", "Совет Европы", "Нью-Йорк")
    assert [quote for quote, _ in found(text, *names)] == [
        *("Ивана Смирнова", "Верховной Рады", "Совету Европы", "Нью-Йорке"),
    ]
    assert found("Ивана Смирнова", "Смирнов", "Иван Смирнов") == [("Ивана Смирнова", "Иван Смирнов")]


def test_a_heading_in_capitals_counts() -> None:
    assert found("ДЕЛО СМИРНОВА", "Смирнов") == [("СМИРНОВА", "Смирнов")]


def test_positions_are_code_points() -> None:
    assert Forms(["Смирнов"]).found_in("😀😀 Смирнову") == [(Span(3, 11), "Смирнов")]


@pytest.mark.parametrize("possessive", ["Smirnov's", "Smirnov’s", "Smirnovʼs"])
def test_an_english_possessive_is_the_name_itself(possessive: str) -> None:
    text = f"Under {possessive} roof"
    assert occurrences(text, ["Smirnov"]) == [Span(6, 13)]
    assert found(text, "Smirnov") == []


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґАИОС'’- .", max_size=30), st.text(max_size=60))
def test_whatever_the_name_nothing_breaks(name: str, text: str) -> None:
    assert name.lower() not in forms(name)
    for span, known in Forms([name]).found_in(f"{text} {name}а {text}"):
        assert 0 <= span.start < span.end
        assert known == " ".join(name.split())
