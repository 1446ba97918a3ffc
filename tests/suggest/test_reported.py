"""What a caret takes in a sentence of indirect speech, and where it takes the whole sentence."""

import pytest

from annotator.core.sentences import claim_at
from annotator.suggest.claims import core_span, propose
from tests.suggest.labelled import read


def taken(text: str, position: int, language: str) -> list[str]:
    """Return what the claim key takes at a caret: the core, else the sentence."""
    found = core_span(text, position, language)
    sentence = claim_at(text, position)
    spans = found or ((sentence,) if sentence else ())
    return [text[slice(*span)] for span in spans]


SAID = [
    # The words in ⟦⟧ are what a caret anywhere in them takes.
    ("en", "Vass told deputies that ⟦the dam was safe⟧."),
    ("en", "Its spokeswoman, Ines Calloway, said on Thursday that ⟦eleven letters had gone unanswered⟧."),
    ("en", "A guard, who asked not to be named because he was afraid, said that ⟦the ward was empty⟧."),
    ("en", "He denied that ⟦the vote would harm anybody⟧."),
    ("en", "She doubts whether ⟦the bridge was ever inspected⟧."),
    ("en", "Moscow said ⟦it was leaving the treaty⟧."),
    ("en", "The mayor said on Monday ⟦the road would reopen soon⟧."),
    ("en", "Oster told me ⟦the wells had been dry for a year⟧."),
    ("en", "According to Clear Water, whose figures are disputed, ⟦nine wells are dry⟧."),
    ("en", "According to Ilona Vass, a lawyer, ⟦the list is forged⟧."),
    ("en", "⟦Nine people drowned in the harbour⟧, according to Dr. Hanne Oster, who runs the clinic."),
    ("en", "⟦More than half of them described beatings⟧, said Bohdan Lysak, an adviser to the mayor."),
    ("en", "⟦More than half were trading again⟧, the Ledger Institute, a group in Tarn, found last month."),
    ("en", "⟦The count was never posted⟧, its director, Maren Iversen, said in a statement."),
    ("en", "TARN, Estavia (AP) — ⟦The council voted on Friday to close the mine⟧."),
    ("en", "The navy said that ⟦no boat had left the pier⟧, but declined to name the captain."),
    ("en", "Two envoys said that ⟦eight names were struck out⟧, which they declined to explain."),
    ("en", "He said the seat was ⟦“not yet ripe.”⟧".replace("⟦“", "“").replace("said the", "said ⟦the")),
    ("ru", "Министр сообщил, что ⟦учения уже завершены⟧."),
    (
        "ru",
        "Представитель Красного Креста Лоран Мюре сказал, что ⟦доступа к ним нет⟧, но говорить отказался.",
    ),
    ("ru", "По словам Шмелёвой, ⟦колонна ушла на рассвете⟧."),
    ("ru", "По данным Управления ООН, ⟦о пытках рассказывает большинство освобождённых⟧."),
    ("ru", "⟦Мост закрыли без всякого предупреждения⟧, рассказал советник мэра Пётр Лавочкин."),
    ("ru", "⟦Их вычеркнули из списков⟧, утверждают два источника, знакомых с ходом дела."),
    ("ru", "КИЕВ, 20 ноября — ⟦Совет закрыл последнюю шахту⟧."),
    ("uk", "Київ заявив, що ⟦жодних переговорів не буде⟧."),
    ("uk", "За словами Коваленка, ⟦черга стоїть від світанку⟧."),
    ("uk", "⟦Міст відкриють уже в неділю⟧, повідомила Оксана Бірюк."),
    ("uk", "Влада підтвердила, що ⟦лист справді отримала⟧, але коментувати його не стала."),
]


@pytest.mark.parametrize(("language", "marked"), SAID)
def test_a_caret_in_what_is_said_takes_it_without_who_says_it(language, marked):
    text, wanted = read(marked)
    said = [text[slice(*span)] for span in wanted]
    (start, end), *_ = wanted
    for position in (start + 1, (start + end) // 2, end - 1):
        assert taken(text, position, language) == said


def test_a_caret_in_who_says_it_takes_what_is_said():
    for text, word in (
        ("Vass told deputies that the dam was safe.", "Vass"),
        ("The dam was safe, said Ilona Vass, a lawyer.", "lawyer"),
        ("Министр сообщил, что дамба совсем цела.", "Министр"),
    ):
        assert taken(text, text.index(word) + 1, "")[0].casefold() in (
            "the dam was safe",
            "дамба совсем цела",
        )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bill, which came in May, passed after an hour."),
        ("en", "The council rejected that account."),
        ("en", "A judge doubted that explanation last month."),
        ("en", "Vass said nothing about the price of the dam."),
        ("en", "The governor is said to have kept a second set of books."),
        ("en", "The two were told to leave the hall by the guard."),
        ("en", "I said that the door was open, and nobody believed me."),
        ("en", "While the dam was leaking and nobody came, Vass said that it would hold."),
        ("en", "“It will hold,” Vass said on Monday."),
        ("en", "MR. PELL: I never said that it was the mill."),
        ("en", "The UN — a body of states — met on Friday."),
        ("ru", "Первым об этом сообщило министерство обороны."),
        ("ru", "Кремль неоднократно отвергал такие выводы."),
        ("ru", "Мы сказали, что дверь открыта."),
        ("uk", "Завод не працює третій тиждень."),
        ("uk", "Голова громади пообіцяв відкрити міст до зими."),
    ],
)
def test_where_nothing_is_to_be_left_out_the_sentence_is_taken(language, text):
    position = text.index(" ") + 2
    whole = claim_at(text, position)
    assert whole is not None
    if "“" in text:
        position = text.index("Vass")
    assert taken(text, position, language) == [text[slice(*whole)]]


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        ("The strike, she warned, |would spread to the ports.", ["The strike", "would spread to the ports"]),
        (
            "In one of four |villages, he said, the list was missing.",
            ["In one of four villages", "the list was missing"],
        ),
        ("Nobody had asked for it, he said; the |evidence was thin.", ["the evidence was thin"]),
        ("Nobody had |asked for it, he said; the evidence was thin.", ["Nobody had asked for it"]),
        ("He said that |the ward was empty and questioned whether it had opened.", ["the ward was empty"]),
        ("He said that the ward was empty and questioned whether |it had opened.", ["it had opened"]),
        ("The navy denied that |it had fired and promised an inquiry.", ["it had fired"]),
        ("The navy denied that it had fired and |promised an inquiry.", ["promised an inquiry"]),
        ("He said that soldiers |beat him and accused him of theft.", None),
        ("Списки переданы давно, |сообщила Дзюба, а встреча будет зимой.", ["Списки переданы давно"]),
        ("Списки переданы давно, сообщила Дзюба, а встреча |будет зимой.", ["встреча будет зимой"]),
        ("Banks are right: rates, he argued, |rise too fast.", ["rates", "rise too fast"]),
    ],
)
def test_two_statements_in_one_sentence_are_told_apart(marked, parts):
    text, position = marked.replace("|", "", 1), marked.index("|")
    assert taken(text, position, "") == (parts or ["soldiers beat him and accused him of theft"])


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        (
            "“They wrote| a tale,” its spokeswoman, Alesia Wauk, said on radio, “and now they believe it.”",
            ["They wrote a tale", "and now they believe it"],
        ),
        (
            "“We were| shown out,” said Arkady Welt, a deputy chairman of the house, “and we went.”",
            ["We were shown out", "and we went"],
        ),
        ("“We were| shown out,” said Welt. “We went.”", ["We were shown out"]),
        ("“No,” said Welt and Vass |added, “never in my life.”", None),
        ("“It burned.| Nobody came. We left,” she said.", ["It burned"]),
        ("“It burned. Nobody |came. We left,” she said.", ["Nobody came"]),
        (
            "“It burned. We |left,” she said, “and never went back. It rained.”",
            ["We left", "and never went back"],
        ),
        ("«Мост сгорел. Мы |ушли, — сказала она, — и не вернулись».", ["Мы ушли", "и не вернулись"]),
    ],
)
def test_a_quotation_over_its_attribution_and_sentence_by_sentence(marked, parts):
    text, position = marked.replace("|", "", 1), marked.index("|")
    whole = claim_at(text, position)
    assert whole is not None
    assert taken(text, position, "") == (parts or [text[slice(*whole)]])


@pytest.mark.parametrize(
    ("language", "marked", "mode", "stance", "speaker"),
    [
        (
            "en",
            "⟦Half of them described beatings⟧, said Bo Lys, an adviser to X.",
            "indirect",
            "asserts",
            "Bo Lys",
        ),
        ("en", "Estavia says that ⟦its guards reported no beatings⟧.", "indirect", "asserts", "Estavia"),
        (
            "en",
            "Two men, who, according to the Foreign Office, ⟦ran the firm⟧.",
            "indirect",
            "asserts",
            "Foreign Office",
        ),
        ("en", "Nobody had asked for it, Vass said; ⟦the evidence was thin⟧.", "indirect", "asserts", "Vass"),
        (
            "en",
            "Pell & Voss Trading, a broker in Tarn, which says that ⟦it shipped nothing⟧, is shut.",
            "indirect",
            "asserts",
            "Pell & Voss Trading",
        ),
        ("ru", "По данным Совета, ⟦о пытках рассказывает большинство⟧.", "indirect", "asserts", "Совета"),
        ("en", "⟦The council rejected that account.⟧", "paraphrase", "denies", "council"),
        ("en", "⟦Vass disputed that.⟧", "paraphrase", "denies", "Vass"),
        ("en", "Vass denied that ⟦prices had risen⟧.", "indirect", "denies", "Vass"),
        ("en", "⟦The service calls the numbers invented.⟧", "paraphrase", "denies", "service"),
        ("en", "⟦She called the report a masterpiece.⟧", "paraphrase", "asserts", "She"),
        ("ru", "⟦Лавочкин назвал это вымыслом.⟧", "paraphrase", "denies", "Лавочкин"),
        ("ru", "⟦Лавочкин назвал это победой.⟧", "paraphrase", "asserts", "Лавочкин"),
        ("uk", "⟦Бірюк назвала звіт брехнею.⟧", "paraphrase", "denies", "Бірюк"),
    ],
)
def test_who_says_a_claim_that_is_what_is_said(language, marked, mode, stance, speaker):
    text, fragments = read(marked)
    found = propose(text, fragments, language=language)
    assert (found.mode, found.stance) == (mode, stance)
    assert found.speaker is not None
    assert text[slice(*found.speaker)] == speaker


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("There is no doubt that the dam broke", False),
        ("No doubt the dam broke", False),
        ("The dam not only leaked but broke", False),
        ("The dam was not just old", False),
        ("They left no later than noon", False),
        ("He came whether or not it rained", False),
        ("They found nothing but lies", False),
        ("They met in room No. 4", False),
        ("There is no doubt that the dam did not break", True),
        ("There is no proof that the dam broke", True),
        ("They never left", True),
        ("They cannot help laughing", False),
        ("They cannot help it", True),
        ("Nobody came to the hall", True),
        ("Они пришли не позднее полудня", False),
        ("Сгорел не только склад", False),
        ("Обмен едва не сорвался", False),
        ("Он не раз бывал там", False),
        ("Тем не менее мост открыли", False),
        ("Он нельзя не признать прав", False),
        ("Мост не открыли", True),
        ("Не только мост не открыли", True),
        ("Сомнений не осталось", True),
        ("Згорів не лише склад", False),
        ("Вони прийшли не пізніше полудня", False),
        ("Угода ледь не зірвалася", False),
        ("Угоду не підписали", True),
        ("Жодних переговорів не було", True),
    ],
)
def test_an_idiom_is_no_negation(sentence, negated):
    text, fragments = read(f"⟦{sentence}⟧.")
    assert propose(text, fragments).negated is negated
