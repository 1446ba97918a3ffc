"""Claims labelled by hand: language, text with ⟦what is marked⟧, mode, stance, speaker.

The labels say what a careful reader would enter, not what the program proposes; some it
gets wrong. The people, places and events are invented.
"""

from annotator.core.spans import Fragments, Span

CLAIMS: list[tuple[str, str, str, str, str | None]] = [
    # English: direct quotation
    (
        "en",
        "“⟦The wells were poisoned in March⟧,” said Orla Fennick, a hydrologist in Tarn.",
        "direct",
        "asserts",
        "Orla Fennick",
    ),
    ("en", "“⟦Nobody asked us⟧,” Pell told the Harbour Post on Monday.", "direct", "asserts", "Pell"),
    ("en", "“⟦We closed the gate⟧,” he said, “⟦and we kept it closed⟧.”", "direct", "asserts", "he"),
    (
        "en",
        "“⟦The list is forged⟧,” Anton Breck, a lawyer with Clear Water, a rights group, told"
        " reporters in May.",
        "direct",
        "asserts",
        "Anton Breck",
    ),
    ("en", '"⟦There was no order to shoot⟧," the general said.', "direct", "asserts", "general"),
    ("en", "Breck spoke on Friday. “⟦Not one guard was questioned⟧,” he added.", "direct", "asserts", "he"),
    (
        "en",
        "“It was dark,” said Maren Iversen. “⟦I saw two boats leave the pier⟧.”",
        "direct",
        "asserts",
        "Maren Iversen",
    ),
    (
        "en",
        "The minister was asked about the boats. “⟦They are fishing⟧,” was all that Duval replied.",
        "direct",
        "asserts",
        "Duval",
    ),
    ("en", "“⟦Why were the doors locked?⟧” Iversen asked.", "direct", "asserts", "Iversen"),
    (
        "en",
        "⟦“The camp is empty,” its commander, Col. Ravi Sandoval, said on state radio.⟧",
        "direct",
        "asserts",
        "Col. Ravi Sandoval",
    ),
    (
        "en",
        "‘⟦They burned the register⟧,’ a former clerk told the court.",
        "direct",
        "asserts",
        "former clerk",
    ),
    (
        "en",
        "Asked about the dam, Premier Ilona Vass said: “⟦It will hold⟧.”",
        "direct",
        "asserts",
        "Premier Ilona Vass",
    ),
    (
        "en",
        "The lawyer spoke first.\n\nTamsin Roe said the ruling was late.\n\n“⟦It comes eleven"
        " years after the fire⟧.”",
        "direct",
        "asserts",
        "Tamsin Roe",
    ),
    ("en", "MS. ARDEN: ⟦The book was never found.⟧", "direct", "asserts", "MS. ARDEN"),
    (
        "en",
        "“⟦We shall rebuild the bridge by June⟧,” promised Mayor Lucia Ferro.",
        "direct",
        "promises",
        "Mayor Lucia Ferro",
    ),
    (
        "en",
        "“⟦Cross that line and you will pay for it⟧,” the militia threatened in a statement.",
        "direct",
        "threatens",
        "militia",
    ),
    (
        "en",
        "The embassy would not comment, but an envoy, who asked not to be named, said it was “⟦a"
        " mess of our own making⟧.”",
        "direct",
        "asserts",
        "envoy",
    ),
    # English: indirect speech
    ("en", "⟦Moscow said it was leaving the treaty⟧.", "indirect", "asserts", "Moscow"),
    ("en", "Estavia says that ⟦the council has blocked its seat⟧.", "indirect", "asserts", "Estavia"),
    (
        "en",
        "⟦The council said that despite the vote, Estavia remains a party to the treaty.⟧",
        "indirect",
        "asserts",
        "council",
    ),
    (
        "en",
        "⟦The airport will stay shut until Sunday⟧, the Transport Ministry said.",
        "indirect",
        "asserts",
        "Transport Ministry",
    ),
    (
        "en",
        "According to the Ledger Institute, ⟦two in five wells are dry⟧.",
        "indirect",
        "asserts",
        "Ledger Institute",
    ),
    (
        "en",
        "⟦At least nine people drowned, according to Dr. Hanne Oster, who runs the clinic.⟧",
        "indirect",
        "asserts",
        "Dr. Hanne Oster",
    ),
    ("en", "Police denied that ⟦officers had fired first⟧.", "indirect", "denies", "Police"),
    ("en", "The coalition doubts that ⟦any inspection took place⟧.", "indirect", "doubts", "coalition"),
    ("en", "Vass vowed to ⟦reopen the mine before winter⟧.", "indirect", "promises", "Vass"),
    ("en", "⟦The rebels threatened to cut off the port.⟧", "indirect", "threatens", "rebels"),
    (
        "en",
        "⟦Lawyers who defend the miners say that the ruling changes nothing.⟧",
        "indirect",
        "asserts",
        "Lawyers",
    ),
    (
        "en",
        "Sandoval, the camp’s commander, insisted that ⟦no prisoner had gone missing⟧.",
        "indirect",
        "asserts",
        "Sandoval",
    ),
    (
        "en",
        "⟦In one of every four villages, she said, the count was never posted.⟧",
        "indirect",
        "asserts",
        "she",
    ),
    (
        "en",
        "⟦Activists have always complained that cells are flooded on purpose.⟧",
        "indirect",
        "asserts",
        "Activists",
    ),
    (
        "en",
        "⟦The Harbour Post reported that the navy had denied the sinking.⟧",
        "indirect",
        "reports",
        "Harbour Post",
    ),
    ("en", "He questioned whether ⟦the envoy had ever read the text⟧.", "indirect", "doubts", "He"),
    ("en", "Breck resigned and said that ⟦the board had lied to him⟧.", "indirect", "asserts", "Breck"),
    (
        "en",
        "⟦Ferro admitted on Tuesday that the bridge had not been inspected since 2011.⟧",
        "indirect",
        "asserts",
        "Ferro",
    ),
    ("en", "Oster is not convinced that ⟦the water is safe⟧.", "indirect", "doubts", "Oster"),
    ("en", "⟦The governor is said to have kept a second set of books.⟧", "indirect", "reports", None),
    ("en", "⟦The shelling reportedly began before dawn.⟧", "indirect", "reports", None),
    ("en", "The strike, the union warned, ⟦would spread to the ports⟧.", "indirect", "asserts", "union"),
    (
        "en",
        "Its spokeswoman, Ines Calloway, said on Thursday that ⟦eleven letters had gone unanswered⟧.",
        "indirect",
        "asserts",
        "Ines Calloway",
    ),
    # English: paraphrase
    ("en", "⟦The Foreign Ministry rejected the allegation.⟧", "paraphrase", "denies", "Foreign Ministry"),
    (
        "en",
        "⟦Freed prisoners who reached Tarn have also reported beatings in the cells.⟧",
        "paraphrase",
        "asserts",
        "Freed prisoners",
    ),
    (
        "en",
        "⟦Calloway accused the island’s police of burning the archive.⟧",
        "paraphrase",
        "asserts",
        "Calloway",
    ),
    ("en", "⟦Estavia denies it.⟧", "paraphrase", "denies", "Estavia"),
    ("en", "⟦The board called the paper a forgery.⟧", "paraphrase", "asserts", "board"),
    ("en", "⟦Ferro’s office blamed the storm for the collapse.⟧", "paraphrase", "asserts", "Ferro’s office"),
    ("en", "⟦Vass promised a full inquiry.⟧", "paraphrase", "promises", "Vass"),
    ("en", "⟦She questioned the need for a second bridge.⟧", "paraphrase", "doubts", "She"),
    ("en", "⟦Britain announced matching measures on Friday.⟧", "paraphrase", "asserts", "Britain"),
    # English: the outlet's own voice
    ("en", "⟦Estavia joined the council in 1996 and was suspended in 2022.⟧", "outlet", "asserts", None),
    ("en", "⟦The treaty is open to all members of the council.⟧", "outlet", "asserts", None),
    (
        "en",
        "⟦The bill still needs the consent of the upper house.⟧ Vass said nothing.",
        "outlet",
        "asserts",
        None,
    ),
    ("en", "⟦Two claims for compensation were filed in the first year.⟧", "outlet", "asserts", None),
    ("en", "⟦Since the report was published no official has lost his post.⟧", "outlet", "asserts", None),
    ("en", "⟦The company did not confirm the date of the sale.⟧", "outlet", "asserts", None),
    # Russian
    (
        "ru",
        "«⟦Мост закрыли без предупреждения⟧», — заявил Пётр Лавочкин, инженер из Ростока.",
        "direct",
        "asserts",
        "Пётр Лавочкин",
    ),
    ("ru", "«⟦Мы никого не задерживали⟧, — сказала она, — ⟦и никого не били⟧».", "direct", "asserts", "она"),
    (
        "ru",
        "«⟦Воды нет третий день⟧, — рассказала журналистам Инна Шмелёва. — Врачи уезжают».",
        "direct",
        "asserts",
        "Инна Шмелёва",
    ),
    ("ru", "Министр обороны сообщил, что ⟦учения завершены⟧.", "indirect", "asserts", "Министр обороны"),
    ("ru", "⟦Москва утверждает, что списков не существует.⟧", "indirect", "asserts", "Москва"),
    ("ru", "⟦Кремль отверг эти обвинения.⟧", "paraphrase", "denies", "Кремль"),
    ("ru", "По словам Шмелёвой, ⟦колонна ушла на рассвете⟧.", "indirect", "asserts", "Шмелёвой"),
    ("ru", "По его словам, ⟦склад сгорел ещё в мае⟧.", "indirect", "asserts", "его"),
    ("ru", "Адвокат сомневается, что ⟦подпись настоящая⟧.", "indirect", "doubts", "Адвокат"),
    ("ru", "⟦Власти пообещали восстановить мост к осени.⟧", "indirect", "promises", "Власти"),
    ("ru", "⟦Дорогу откроют в пятницу, сообщила мэр Жанна Кротова.⟧", "indirect", "asserts", "Жанна Кротова"),
    ("ru", "В Минздраве заявили, что ⟦лекарств достаточно⟧.", "indirect", "asserts", "Минздраве"),
    (
        "ru",
        "Лавочкин, который строил плотину, отрицает, что ⟦его предупреждали⟧.",
        "indirect",
        "denies",
        "Лавочкин",
    ),
    ("ru", "⟦Завод стоит с февраля, рабочих отправили в отпуск.⟧", "outlet", "asserts", None),
    ("ru", "⟦Компания не подтвердила дату продажи.⟧", "outlet", "asserts", None),
    ("ru", "⟦Правозащитники обвинили полицию в пытках.⟧", "paraphrase", "asserts", "Правозащитники"),
    # Ukrainian
    (
        "uk",
        "«⟦Нас ніхто не питав⟧», — сказав Гнат Коваленко, лікар із Тарнова.",
        "direct",
        "asserts",
        "Гнат Коваленко",
    ),
    ("uk", "«⟦Світла немає з п’ятниці⟧, — каже вона, — ⟦і ліки псуються⟧».", "direct", "asserts", "вона"),
    ("uk", "⟦Київ заявив, що переговорів не буде.⟧", "indirect", "asserts", "Київ"),
    ("uk", "Міністерство спростувало, що ⟦склад був порожній⟧.", "indirect", "denies", "Міністерство"),
    ("uk", "За словами Коваленка, ⟦черга стоїть від світанку⟧.", "indirect", "asserts", "Коваленка"),
    (
        "uk",
        "Юристка Оксана Бірюк сумнівається, що ⟦суд почує свідків⟧.",
        "indirect",
        "doubts",
        "Оксана Бірюк",
    ),
    ("uk", "⟦Голова громади пообіцяв відкрити міст до зими.⟧", "indirect", "promises", "Голова громади"),
    ("uk", "⟦Правозахисники звинуватили поліцію в тортурах.⟧", "paraphrase", "asserts", "Правозахисники"),
    ("uk", "⟦Завод не працює третій тиждень.⟧", "outlet", "asserts", None),
    ("uk", "⟦Міст відкриють у неділю, повідомила Бірюк.⟧", "indirect", "asserts", "Бірюк"),
    (
        "uk",
        "Як повідомляє «Північна хвиля», ⟦пошту закрили без пояснень⟧.",
        "indirect",
        "asserts",
        "Північна хвиля",
    ),
]


def read(marked: str) -> tuple[str, Fragments]:
    """Return a text without its ⟦marks⟧, and the fragments that they mark."""
    text = ""
    fragments = []
    for piece in marked.split("⟦"):
        inside, closed, outside = piece.partition("⟧")
        if closed:
            fragments.append(Span(len(text), len(text) + len(inside)))
        text += inside + outside
    return text, tuple(fragments)
