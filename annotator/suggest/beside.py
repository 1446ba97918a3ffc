"""Whether words of a claim stand beside what it says: in an aside, a condition, a comparison.

All positions are code points.
"""

import re

from annotator.core.spans import Span

MAIN, CONDITION, ASIDE = range(3)

_RELATIVE = re.compile(
    r",\s(?:(?:in|on|at|of|for|from|to|with|by|в|во|на|о|об|у|з|с|про|до)\s)?(?:who|whom|which|whose|котор\w+"
    r"|як(?:ий|а|і|е|ого|ої|у|их|им|ою|ому|ій))\s"
)
_CONDITION = re.compile(
    r"(?:^|,\s)(?:if|unless|once|when|after|before|although|though|если|когда|после того"
    r"|прежде чем|хотя|якщо|коли|після того|перш ніж|хоча)\s",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:(?<!\w)(?:as|than|like|unlike|как и|чем|нежели|як і|ніж))\s(?:(?:in|on|during|at|в|во|у|на|о)\s)?"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’]s(?!\w)")


def place(text: str, sentence: Span, span: Span) -> int:
    """Return where ``span`` stands in ``sentence``: `MAIN`, `CONDITION` or `ASIDE`.

    A date in an aside ("the bill, which came in May, passed"), in a comparison ("as in August") or that
    owns a noun ("Wednesday’s decision") does not tell when what is said happened. One in a condition or
    a clause of time ("if he signs before May, it ends in June") does so only for want of another.
    """
    before = text[sentence.start : span.start]
    after = text[span.end : sentence.end]
    if _COMPARED.search(before) or _OWNS.match(after):
        return ASIDE
    if _is_in(_RELATIVE, before):
        return ASIDE if re.search(r",\s+\S+\s", after) else CONDITION
    return CONDITION if _is_in(_CONDITION, before) else MAIN


def _is_in(opener: re.Pattern[str], before: str) -> bool:
    """Say whether a clause that ``opener`` opens is not closed by a comma where ``before`` ends."""
    opened = list(opener.finditer(before))
    return bool(opened) and re.search(r"[,;:—–]\s", before[opened[-1].end() :]) is None
