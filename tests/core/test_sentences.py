"""The sentence at the caret, as the claim key takes it."""

import pytest

from annotator.core.sentences import claim_at, sentence_at, sentences


def part(text, span):
    return text[span.start : span.end] if span else None


def split(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The council met.", "It voted."],
        ["“No,” he said.", "“Never.”", "They left."],
        ["Dr. Reyes and Mr. Obi of the U.S. mission met at 10.30 a.m. on Monday.", "They left."],
        ["Y. Smirnov cited art. 5 and No. 12.", "Then he stopped."],
        ["Did he say no.", "She did not know."],
        ["“Is it over?” he asked.", "It was not!"],
        ["It cost 12.5 million… in fact, more.", "Nobody paid."],
        ["В 1996 г. Россия вступила.", "Затем т. е. позже вышла."],
        ["«Мы не уйдем», — сказал А. С. Петров.", "Он ушел."],
        ["قال الوزير ذلك؟", "لم يقل شيئا."],
    ],
)
def test_sentences(parts):
    assert split(" ".join(parts)) == parts


def test_chinese_sentences_need_no_space():
    assert split("他否认。她怀疑！") == ["他否认。", "她怀疑！"]


def test_a_line_end_ends_a_sentence():
    assert split("A headline\n\nThe story. Goes on") == ["A headline", "The story.", "Goes on"]


def test_the_claim_key_takes_the_sentence_without_its_dressing():
    text = "It began.  “Nothing will change,” he said.\nNext."
    inside = text.index("change")
    assert part(text, sentence_at(text, inside)) == "“Nothing will change,” he said."
    assert part(text, claim_at(text, inside)) == "“Nothing will change,” he said"
    assert part(text, claim_at(text, 0)) == "It began"
    assert part(text, claim_at(text, text.index("\n"))) == "“Nothing will change,” he said"
    assert part(text, claim_at(text, len(text))) == "Next"


def test_there_is_no_sentence_on_a_blank_line():
    assert claim_at("a\n\nb", 2) is None
    assert claim_at("", 0) is None
