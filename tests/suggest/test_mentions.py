"""Mentions: every place of a name, how an expression refers, the name at a caret, its kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.mentions import around, bare_name, how_it_refers, kind_guess, occurrences


def found(text: str, *names: str) -> list[str]:
    return [text[slice(*span)] for span in occurrences(text, names)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Vass left. Vass’s car and Vassar stayed.", ["Vass"], ["Vass", "Vass"]),
        ("MOSCOW said Moscow, not moscow.", ["Moscow"], ["MOSCOW", "Moscow"]),
        ("The US told us that US aid ended. Us, too.", ["US"], ["US", "US"]),
        ("Ilona Vass spoke; Vass left.", ["Vass", "Ilona Vass"], ["Ilona Vass", "Vass"]),
        ("Ilona\nVass", ["Ilona Vass"], []),
        ("Ilona  Vass", ["Ilona Vass"], ["Ilona  Vass"]),
        ("Reyes and Halvorsen-Reyes, Moscow-based", ["Reyes", "Moscow"], ["Reyes", "Moscow"]),
        ("O’Brien met O'Brien and Brien.", ["O'Brien"], ["O’Brien", "O'Brien"]),
        ("The U.N. and the U.N.’s envoy", ["U.N."], ["U.N.", "U.N."]),
        ("👍🏽 Лавочкин и Лавочкина", ["Лавочкин"], ["Лавочкин"]),
        ("李文华在北京", ["李文华"], ["李文华"]),
        ("A (plain) name+", ["(plain)", "name+"], ["(plain)", "name+"]),
        ("Nothing here", ["", "  "], []),
    ],
)
def test_occurrences(text, names, expected):
    assert found(text, *names) == expected


@pytest.mark.parametrize(
    ("quote", "name", "aliases", "kind", "expected"),
    [
        ("Vass", "Ilona Vass", (), "person", "name"),
        ("Premier Vass", "Ilona Vass", (), "person", "name"),
        ("Лавочкину", "Пётр Лавочкин", (), "person", "name"),
        ("she", "Ilona Vass", (), "person", "pronoun"),
        ("Она", "Ilona Vass", (), "person", "pronoun"),
        ("US", "United States", (), "government", "name"),
        ("the premier", "Ilona Vass", (), "person", "office"),
        ("the minister", "Ilona Vass", (), "person", "office"),
        ("президента", "Ilona Vass", (), "person", "office"),
        ("the lawyer", "Anton Breck", (), "person", "description"),
        ("the council", "Council of Europe", (), "organisation", "description"),
        ("Council of Europe", "Council of Europe", (), "organisation", "name"),
        ("Moscow", "Government of Russia", (), "government", "metonymy"),
        ("Moscow", "Government of Russia", ("Moscow",), "government", "metonymy"),
        ("Москвы", "Government of Russia", (), "government", "metonymy"),
        ("Moscow", "Moscow", (), "place", "name"),
        ("Selm", "Government of Ardovia", (), "government", "metonymy"),
        ("UN", "United Nations", (), "organisation", "name"),
        ("", "United Nations", (), "organisation", "description"),
    ],
)
def test_how_it_refers(quote, name, aliases, kind, expected):
    assert how_it_refers(quote, name, aliases, kind, "") == expected


def test_pronouns_are_those_of_the_articles_language():
    assert how_it_refers("вони", "Anna Roe", (), "person", "uk") == "pronoun"
    assert how_it_refers("вони", "Anna Roe", (), "person", "en") != "pronoun"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("a spokesman, Arkady Velt|ishchev, said", "Arkady Veltishchev"),
        ("The |Council of Europe said", "Council of Europe"),
        ("The Council |of Europe said", "Council of Europe"),
        ("The European Court of Human Ri|ghts ruled", "European Court of Human Rights"),
        ("members of the State Du|ma’s committee", "State Duma"),
        ("said Dr. Ana de la Cr|uz, who", "Dr. Ana de la Cruz"),
        ("said Bashar al-|Assad on Monday", "Bashar al-Assad"),
        ("known as D.K|., he", "D.K."),
        ("says J. R. Ro|e of Tarn", "J. R. Roe"),
        ("President Ilona V|ass of Estavia", "President Ilona Vass"),
        ("Он видел Петра Лавочк|ина вчера", "Петра Лавочкина"),
        ("вона каже, що Рада Євро|пи знає", "Рада Європи"),
        ("у группы «Чистый ка|нал» есть", "Чистый канал"),
        ("The| vote was late.", None),
        ("Alth|ough it rained, they left.", None),
        ("|In Tarn it rained.", None),
        ("the vo|te was late", None),
        ("on Mon|day they left", None),
        ("Однак|о они ушли.", None),
        ("Boats left. The boats sank. Bo|ats", None),
        ("In Ta|rn it rained.", "Tarn"),
        ("", None),
    ],
)
def test_the_name_at_a_caret(marked, expected):
    position = max(0, marked.find("|"))
    text = marked.replace("|", "", 1)
    span = around(text, position)
    assert (text[slice(*span)] if span else None) == expected


@pytest.mark.parametrize(
    ("quote", "after", "kind"),
    [
        ("Ilona Vass", ", a lawyer with Clear Water", "person"),
        ("Vass", ", who leads the party", "person"),
        ("Vass", ", 54, said", "person"),
        ("Dr. Oster", " said", "person"),
        ("Клим Зорин", ", адвокат", "person"),
        ("Foreign Ministry", " said", "government"),
        ("State Duma", " voted", "government"),
        ("Министерство обороны", " сообщило", "government"),
        ("Council of Europe", " said", "organisation"),
        ("CPT", " visited", "organisation"),
        ("Moscow", " said it was leaving", "government"),
        ("Moscow", " in the spring", "place"),
        ("Breck", " walked", ""),
        ("", "", ""),
    ],
)
def test_kind_guess(quote, after, kind):
    assert kind_guess(quote, after) == kind


TEXTS = st.text(alphabet="AbВг .'’-«»“”\n👍李\u0301s,()", max_size=40) | st.text(max_size=30)


@given(TEXTS, st.lists(TEXTS.map(lambda text: text[:6]), max_size=4))
def test_occurrences_lie_in_the_text_apart_and_are_what_was_asked(text, names):
    spans = occurrences(text, names)
    wanted = {"".join(name.split()).casefold().translate({0x2019: "'", 0x2BC: "'"}) for name in names}
    previous = 0
    for start, end in spans:
        assert previous <= start < end <= len(text)
        previous = end
        assert "".join(text[start:end].split()).casefold().translate({0x2019: "'", 0x2BC: "'"}) in wanted


@given(TEXTS, st.integers(0, 40))
def test_the_name_at_any_caret_touches_it(text, position):
    at = min(position, len(text))
    span = around(text, at)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert span.start <= at <= span.end + 2
    kind_guess(text, text[at:])
    how_it_refers(text, text[:at], (text[at:],), "government", "")


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("President Vladimir Putin", "Vladimir Putin"),
        ("Prime Minister Ann Wren’s", "Ann Wren"),
        ("Dr. Ana de la Cruz", "Dr. Ana de la Cruz"),
        ("President Wren", "President Wren"),
        ("General Staff", "General Staff"),
        ("the minister", "the minister"),
        ("Council of Europe", "Council of Europe"),
        ("министр Анна Рен", "Анна Рен"),
        ("Minister", "Minister"),
    ],
)
def test_the_name_of_a_new_entity_has_no_title(quote, name):
    assert bare_name(quote) == name
