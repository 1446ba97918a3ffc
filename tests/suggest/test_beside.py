"""Pronouns by what they stand for, dates beside what a claim says, and names next to each other."""

import pytest

from annotator.core.sentences import sentence_at
from annotator.core.spans import Span
from annotator.suggest.beside import ASIDE, CONDITION, MAIN, place
from annotator.suggest.names import names_in
from annotator.suggest.pronouns import stands_for_person
from tests.suggest.labelled import read


@pytest.mark.parametrize(
    ("quote", "person"),
    [
        *((word, True) for word in ("He", "she", "his", "who", "Он", "её", "Вона", "йому")),
        *((word, False) for word in ("It", "its", "which", "оно", "воно")),
        *((word, None) for word in ("they", "their", "они", "вони", "we", "")),
    ],
)
def test_what_a_pronoun_stands_for(quote, person):
    assert stands_for_person(quote) is person


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The bill passed in ⟦May⟧.", MAIN),
        ("The bill, which came in ⟦May⟧, passed after an hour.", ASIDE),
        ("The bill, which came in April, passed in ⟦May⟧.", MAIN),
        ("They freed a guard, who had been held since ⟦May⟧.", CONDITION),
        ("If he signs before ⟦May⟧, the treaty ends in June.", CONDITION),
        ("If he signs before May, the treaty ends in ⟦June⟧.", MAIN),
        ("It failed again, as in ⟦May⟧.", ASIDE),
        ("He called ⟦Friday⟧’s vote useful.", ASIDE),
        ("Посредниками, как и в ⟦августе⟧, выступили Эмираты.", ASIDE),
        ("Склад, который сгорел в ⟦мае⟧, был пуст три года.", ASIDE),
        ("Склад сгорел в ⟦мае⟧.", MAIN),
        ("Якщо суд у ⟦травні⟧ відмовить, справу закриють.", CONDITION),
        ("Суд відмовив у ⟦травні⟧.", MAIN),
    ],
)
def test_where_a_date_stands(marked, expected):
    text, (span,) = read(marked)
    sentence = sentence_at(text, span.start)
    assert sentence is not None
    assert place(text, sentence, Span(*span)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was sold to Pell & Voss Trading in May.", ["Pell & Voss Trading"]),
        ("It was Pell and Voss who sold it.", ["Pell", "Voss"]),
        ("The case went to the General Court in Luxembourg.", ["General Court", "Luxembourg"]),
        ("The Office for Security in Europe met.", ["Office for Security in Europe"]),
        ("An Estavian Embassy in Rome was shut.", ["Estavian Embassy in Rome"]),
        ("Так сказал делегат Красного Креста Лоран Мюре вчера.", ["Красного Креста", "Лоран Мюре"]),
        (
            "Это дело Федерального Собрания Российской Федерации.",
            ["Федерального Собрания Российской Федерации"],
        ),
        ("Приехал глава Южной Осетии Алан Гагиев.", ["Южной Осетии", "Алан Гагиев"]),
        ("Вчера приехал Иван Петрович Лавочкин.", ["Иван Петрович Лавочкин"]),
        ("Так сказав речник Червоного Хреста Гнат Коваленко.", ["Червоного Хреста", "Гнат Коваленко"]),
    ],
)
def test_names_next_to_each_other(text, names):
    found = [text[slice(*name)] for name in names_in(text, 0, len(text))]
    assert [name for name in found if name.split()[0] in " ".join(names)] == names
