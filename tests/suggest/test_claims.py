"""What is proposed for a claim: mode, stance, speaker; and what a caret in a quotation takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.spans import Span, fault
from annotator.suggest.claims import ClaimProposal, core_span, propose
from tests.suggest.labelled import CLAIMS, read


def proposal(marked: str, actors: tuple[Span, ...] = (), language: str = "") -> tuple[str, ClaimProposal]:
    text, fragments = read(marked)
    return text, propose(text, fragments, actors=actors, language=language)


def speaker(marked: str) -> str | None:
    text, found = proposal(marked)
    return text[slice(*found.speaker)] if found.speaker else None


def hits(part: int, *, language: str = "") -> float:
    """Return the share of labelled claims of which mode (0), stance (1) or speaker (2) is proposed right."""
    right = []
    for code, marked, mode, stance, name in CLAIMS:
        if language in ("", code):
            text, found = proposal(marked, language=code)
            got = (found.mode, found.stance, text[slice(*found.speaker)] if found.speaker else None)
            right.append(got[part] == (mode, stance, name)[part])
    return sum(right) / len(right)


def test_the_table_is_as_large_as_the_documents_say():
    assert len(CLAIMS) == 82
    assert {code for code, *_ in CLAIMS} == {"en", "ru", "uk"}


@pytest.mark.parametrize(("part", "floor"), [(0, 0.95), (1, 0.95), (2, 0.93)])
def test_the_hit_rate_on_the_labelled_claims_does_not_fall(part, floor):
    assert hits(part) >= floor


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_no_language_is_left_behind(language):
    assert hits(0, language=language) >= 0.85
    assert hits(2, language=language) >= 0.80


def test_where_nobody_speaks_it_says_so():
    for _, marked, mode, _, name in CLAIMS:
        _, found = proposal(marked)
        assert found.unattributed == (name is None), marked
        assert not (mode == "outlet" and found.verb), marked


def test_the_verb_is_the_verb():
    text, found = proposal("Police denied that ⟦officers had fired first⟧.")
    assert found.verb is not None
    assert text[slice(*found.verb)] == "denied"


@pytest.mark.parametrize(
    ("marked", "negated"),
    [
        ("⟦Vass said the dam was safe⟧.", False),
        ("⟦Vass said the dam was not safe⟧.", True),
        ("“⟦We aren’t leaving⟧,” she said.", True),
        ("⟦Vass did not say who had paid for it.⟧", True),
        ("Police denied that ⟦officers had fired⟧.", False),
        ("⟦No fewer than nine boats left.⟧", False),
        ("⟦The dam, which had never been inspected, broke.⟧", False),
        ("⟦Мост не открыли.⟧", True),
        ("⟦Міст відкрили.⟧", False),
        ("⟦Ліків немає.⟧", True),
    ],
)
def test_negation_of_the_main_clause(marked, negated):
    assert proposal(marked)[1].negated is negated


def test_an_actor_already_marked_is_preferred_where_it_is_the_subject():
    text = "“It will hold,” said Premier Ilona Vass, an engineer."
    surname = Span(text.index("Vass"), text.index("Vass") + 4)
    elsewhere = Span(text.index("engineer"), text.index("engineer") + 8)
    found = propose(text, (Span(1, 13),), actors=(elsewhere, surname))
    assert found.speaker == surname


def test_an_actor_that_only_owns_the_subject_is_not_the_speaker():
    text = "Ferro’s office blamed the storm."
    found = propose(text, (Span(0, len(text) - 1),), actors=(Span(0, 5),))
    assert found.speaker == Span(0, len("Ferro’s office"))


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("⟦Li Wen (李文), a lawyer in Tarn, says the vote changes nothing.⟧", "Li Wen"),
        ("“⟦No⟧,” said its director, Kaspar Udrov, on Friday.", "Kaspar Udrov"),
        ("A diplomat, who asked not to be named because he was afraid, said that ⟦it was over⟧.", "diplomat"),
        ("⟦The lab counted nine cases in May, he said, all of them children.⟧", "he"),
    ],
)
def test_the_speaker_is_the_subject_without_its_describing_clause(marked, name):
    assert speaker(marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("“It was dark,” said Maren Iversen. “⟦I saw two boats⟧.”", "Maren Iversen"),
        ("Iversen said it was dark.\n\n“⟦I saw two boats⟧.”", "Iversen"),
        ("“⟦I saw two boats⟧.” That is all Iversen would say. Iversen said it was dark.", "Iversen"),
        ("Iversen said it was dark. It rained. It snowed. “⟦I saw two boats⟧.”", None),
    ],
)
def test_a_quotation_without_a_verb_has_the_speaker_of_a_sentence_nearby(marked, name):
    assert speaker(marked) == name
    assert proposal(marked)[1].verb is None


def test_a_quotation_introduced_by_a_colon_is_not_given_to_someone_in_another_sentence():
    assert speaker("Li spoke first, Roe said. A leaflet gave thanks: “⟦Our family has a flat⟧.”") is None


def core(marked: str) -> list[str] | None:
    text, position = marked.replace("|", "", 1), marked.index("|")
    found = core_span(text, position)
    return [text[slice(*span)] for span in found] if found else None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "“We closed| the gate,” he said, “and kept it closed.”",
            ["We closed the gate", "and kept it closed"],
        ),
        (
            "“We closed the gate,” he said, “and |kept it closed.”",
            ["We closed the gate", "and kept it closed"],
        ),
        ("“We closed the gate,” he said. “It |is closed.”", ["It is closed"]),
        ("“We closed |the gate,” he said. “It is closed.”", ["We closed the gate"]),
        ("“We closed the gate,” |he said.", None),
        ("The seat was “not| yet ripe.”", None),
        ("He said: “The seat is| free.”", ["The seat is free"]),
        ("The gate was |closed.", None),
        ('"They’re| here," she said.', ["They’re here"]),
        ("«Мы |никого не били, — сказала она, — и не будем».", ["Мы никого не били", "и не будем"]),
        ("«Мы никого |не били, — сказала она. — Уходите».", ["Мы никого не били"]),
        ("«Мы никого не били», — |сказала она.", None),
        ("„Das ist |falsch“, sagte er.", ["Das ist falsch"]),
        ("The group «Чистый| канал» denied it.", None),
    ],
)
def test_what_a_caret_in_a_quotation_takes(marked, expected):
    assert core(marked) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "«",
            "»",
            "’",
            "'",
            "‘",
            ",",
            ".",
            "?",
            " ",
            " ",
            " ",
            "—",
            "\n",
            ":",
            ";",
            "(",
            "said",
            "told",
            "denied",
            "that",
            "Anna",
            "Roe",
            "he",
            "according to",
            "the",
            "council",
            "не",
            "сказал",
            "что",
            "👍🏽",
            "who",
            "and",
            "á",
        ]
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(PIECES.map("".join) | st.text(max_size=60), st.data())
def test_whatever_the_text_spans_lie_inside_it(text, data):
    position = data.draw(st.integers(0, len(text)))
    core = core_span(text, position)
    assert core is None or fault(core, len(text)) is None
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    found = propose(text, (Span(start, end),), actors=(Span(start, end), Span(end, end + 3)))
    for span in (found.speaker, found.verb):
        assert span is None or 0 <= span.start < span.end <= len(text)
    assert found == propose(text, (Span(start, end),), actors=(Span(start, end), Span(end, end + 3)))


def test_fragments_outside_the_text_get_an_empty_proposal():
    assert propose("He left.", (Span(3, 99),)).mode == ""
    assert propose("", ()).mode == ""


def test_a_long_article_does_not_change_what_is_read_around_the_claim():
    text, fragments = read("Police denied that ⟦officers had fired first⟧.")
    padding = "The road is long. " * 2_000 + "\n\n"
    moved = tuple(Span(start + len(padding), end + len(padding)) for start, end in fragments)
    whole = padding + text + "\n\n" + padding
    here = propose(text, fragments).speaker
    there = propose(whole, moved).speaker
    assert here is not None
    assert there is not None
    assert text[slice(*here)] == whole[slice(*there)] == "Police"
