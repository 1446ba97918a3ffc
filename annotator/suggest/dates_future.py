"""Whether the words around an expression of time announce something that is still to come."""

import re

_CUES = (
    r"will shall won['’]t \w{1,9}['’]ll due upcoming forthcoming scheduled",
    r"(?:is|are)_(?:to|due|set|expected|planned|going) expected_to going_to plans?_to",
    r"будет будут буду будем планиру\w{1,4} запланирован\w{0,2} намерен\w? предстои\w{1,3} предстоит",
    r"состоится состоятся пройд[её]т пройдут ожидается ожидаются начн[её]тся вступит",
    r"буде будуть будемо плану\w{1,4} заплановано заплановані? відбудеться відбудуться очікується",
    r"має_відбутися пройде пройдуть розпочнеться \w{2,12}(?:тиме|тимуть|тимемо)",
)
_PASTS = (
    r"said says told was were had did announced reported",
    r"сказал\w? заявил\w? сообщил\w? был\w?",
    r"сказа(?:в|ла|ли) заяви(?:в|ла|ли) повідоми(?:в|ла|ли) бу(?:в|ла|ло|ли)",
)


def _words(lines: tuple[str, ...]) -> str:
    choices = "|".join(word.replace("_", r"\s") for line in lines for word in line.split())
    return rf"(?<!\w)(?:{choices})(?!\w)"


_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_FUTURE = re.compile(_words(_CUES), re.IGNORECASE)
_PAST = re.compile(_words(_PASTS), re.IGNORECASE)
_FOLLOWS = re.compile(rf",?\s+(?:(?!said|says)[^\W\d_]{{1,20}}\s+){{0,2}}?{_FUTURE.pattern}", re.IGNORECASE)
_PRONOUN = re.compile(r"\s*(?:that|which|who|it|he|she|they|what|когда|что|який|що)(?!\w)", re.IGNORECASE)


def speaks_of_the_future(before: str, after: str) -> bool:
    """Say whether the words around an expression, in its sentence, announce something.

    A word such as "will" in front counts unless a verb of the past comes between; behind, it counts
    where it follows closely: "In October, parliament will vote", not "said on Tuesday that it will".
    """
    near = _SENTENCE_END.split(before)[-1]
    cues = list(_FUTURE.finditer(near))
    if cues:
        return _PAST.search(near, cues[-1].end()) is None
    if _PAST.search(near) or _PRONOUN.match(after):
        return False
    return _FOLLOWS.match(after) is not None
