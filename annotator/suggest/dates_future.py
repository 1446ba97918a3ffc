"""Whether the words around an expression of time announce something that is still to come."""

import re

_CUES = (
    r"will shall won['’]t \w{1,9}['’]ll must(?!_have) due upcoming forthcoming scheduled",
    r"(?:is|are)_(?:to|due|set|expected|planned|going) expected_to going_to",
    r"(?:plan|intend|hope|aim)s?_to (?:promise|pledge|vow|agree)[sd]?_to vowed_to",
    r"будет будут буду будем планиру\w{1,4} запланирован\w{0,2} намерен\w? предстои\w{1,3} предстоит",
    r"(?:должен|должна|должно|должны)(?!_был) обяза(?:н|на|ны)(?!_был) собира(?:ет|ют)ся",
    r"состоится состоятся пройд[её]т пройдут ожидается ожидаются начн[её]тся начнутся вступит вступят",
    r"встретится встретятся соберется соберутся продолжится продолжатся завершится завершатся",
    r"возобновится возобновятся подпишет подпишут рассмотрит рассмотрят проголосу(?:ет|ют) откроется",
    r"буде будуть будемо плану\w{1,4} заплановано заплановані? відбудеться відбудуться очікується",
    r"ма(?:є|ють|ємо)(?=(?:_\w+){0,3}?_\w+ти(?:ся)?(?!\w)) (?:повинен|повинна|повинно|повинні)(?!_бу[вл])",
    r"пройде пройдуть розпочнеться розпочнуться почнеться почнуться зустрінеться зустрінуться",
    r"збереться зберуться продовжиться завершиться підпише підпишуть розгляне розглянуть",
    r"проголосу(?:є|ють) відкриється \w{2,12}(?:тиме|тимуть|тимемо)",
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
_PARTICIPLE = re.compile(r"(?<!\w)(?:be\s(?:\w+ly\s)?)?\w{2,}ed(?!\w)", re.IGNORECASE)
"""A verb of the past in English; with "be" before it, one that says nothing of the tense."""
_AND = re.compile(
    r"[;:]\s|,\s(?:and|but|while|а|и|но|однако|тогда как|і|й|та|але|проте)\s|\s(?:and|but)\s(?=in|on)"
)
"""What opens another clause, with a tense of its own."""
_BREAK = re.compile(rf"{_AND.pattern}|[,—–]\s")
_WITHIN = 8
"""Words between an expression of time and the verb behind it."""
_LINKS = r"said|says|that|which|who|whom|whose|when|котор\w+|что|когда|який|яка|яке|які|що|коли"
_FOLLOWS = re.compile(
    rf",?\s+(?P<between>(?:(?!(?:{_LINKS})\W)[\w’'-]+\s+){{0,{_WITHIN}}}?)(?:{_FUTURE.pattern})",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:that|which|who|it|he|she|they|what|когда|что|який|що)(?!\w)", re.IGNORECASE)
_PERFECT = re.compile(
    r",?\s+(?:(?!will)[\w’'-]+\s+){0,4}?(?:have|has|had|(?:have|has|had)n['’]t)(?!\w|\sto\s)"
    r"|,?\s+\w+['’]ve(?!\w)",
    re.IGNORECASE,
)


def speaks_of_the_future(before: str, after: str) -> bool:
    """Say whether the words around an expression, in its sentence, announce something.

    A word such as "will" or "must" in front counts unless a verb of the past or another clause comes
    between; behind, it counts in the same clause: "In October, parliament will vote", not "said on
    Tuesday that it will".
    """
    near = _SENTENCE_END.split(before)[-1]
    cues = list(_FUTURE.finditer(near))
    if cues:
        between = near[cues[-1].end() :]
        if _PAST.search(between) or _in_the_past(between):
            return False
        if _AND.search(between) is None:
            return True
    clause = _BREAK.split(near)[-1]
    if _PAST.search(clause) or _in_the_past(clause) or _PRONOUN.match(after):
        return False
    follows = _FOLLOWS.match(_SENTENCE_END.split(after)[0])
    return (
        follows is not None and not _in_the_past(follows["between"]) and not _PAST.search(follows["between"])
    )


def tells_a_length(after: str) -> bool:
    """Say whether "in three years" is a length of time by what follows: in three years we have won once."""
    return _PERFECT.match(_SENTENCE_END.split(after)[0]) is not None


def _in_the_past(words: str) -> bool:
    return any(not match[0].casefold().startswith("be ") for match in _PARTICIPLE.finditer(words))
