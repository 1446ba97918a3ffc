"""Who is said to say it: verbs of saying in a sentence, each with its subject.

The text looked at has what is quoted masked (`quotations.masked`), so that only the writer's
own words are read. All positions are code points.
"""

import re
from dataclasses import dataclass

from annotator.core.spans import Span
from annotator.suggest.phrases import noun_phrase
from annotator.suggest.quotations import MASK
from annotator.suggest.subjects import before_verb, behind_verb, first_subject
from annotator.suggest.verbs import ALSO_NOUNS, Verb, verbs_in

_SKIPPED = (
    r"(?:has|have|had|having|also|later|then|again|still|already|always|often|repeatedly|since|once"
    r"|twice|earlier"
    r"|never|not|n['’]t|did|does|do|hasn['’]t|haven['’]t|hadn['’]t|didn['’]t|doesn['’]t|don['’]t|would"
    r"|wouldn['’]t|will"
    r"|won['’]t|could|couldn['’]t|can|cannot|can['’]t|previously|recently|even|only|in turn|at once|at"
    r" first|both|as|so|too|very|much"
    r"|nevertheless|however|simply|further|just|now|long|all|\w+ly|for years|не|также|тоже|уже|ещё|еще"
    r"|неоднократно"
    r"|позже|ранее|снова|это|теж|також|вже|ще|неодноразово|раніше|пізніше|знову|при этом|при цьому|у це"
    r"|в это|этому|цьому"
    r"|(?:в|во|у|в\u0020прошл\w+|минул\w+) (?:понедельник|вторник|среду|четверг|пятницу|субботу"
    r"|воскресенье|понеділок"
    r"|вівторок|середу|четвер|п['’ʼ]ятницю|суботу|неділю)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_BEFORE = re.compile(rf"(?:(?<![\w’'])|(?<=\W)){_SKIPPED}\s+$", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:^|\W)(?:is|are|was|were|be|been|being|gets|got|['’]s|['’]re)\s+$", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"(?:^|\W)(?:the|an?|his|her|its|their|our|no|any|this|that|these|those|such|of|to|in|by|for|with"
    r"|under|against"
    r"|into|about|[\w]+['’]s|more|two|three|four|five|six|seven|eight|nine|ten|\d+|some|all|most|other"
    r"|further|these|latest|new|first|final|last|several|many|and)\s+$",
    re.IGNORECASE,
)
_NOUN_FORMS = frozenset(
    "report reports claim claims question questions doubt doubts promise promises pledge pledges vow"
    " vows warning"
    " estimate estimates dispute disputes blame state states note notes comment comments account faults"
    " fault call"
    " calls praise guarantee guarantees charge cite brand complaint finding saying telling hope fear"
    " fears point"
    " points show shows quote quotes counter repeat joke hold think read found added reply remark"
    " remarks".split()
)
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bcannot|\bне|\bні)(?:\s+\w+ly)?\s+$|\b(?:refus|declin)\w+ to\s+$",
    re.IGNORECASE,
)
_WHOSE_WORDS = re.compile(
    r"(его|ее|её|их|його|її|їх(?:н\w+)?) (?:слов|данн|мнени|сведени|дани|думк)", re.IGNORECASE
)
_STRICT_THAT = re.compile(r"[^.,;:!?]{0,25}?(?<!\w)(?:that|whether)(?!\w)")
_NOTHING_SAID = re.compile(r"\s+(?:nothing|no more|ничего|нічого)(?!\w)", re.IGNORECASE)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion) of|по (?:словам|данным|мнению|сведениям|оценке"
    r"|информации|версии)"
    r"|(?:как|як) (?:сообща|повідомля|заяв|пиш|утвержда|стверджу)\w+"
    r"|за (?:словами|даними|оцінкою|інформацією|версією)|на думку"
    r"|(?:по|за|на)(?=\s(?:его|ее|её|их|його|її|їхн\w+|їх) (?:словам|данным|мнению|сведениям|словами"
    r"|даними|думку))|як повідомляє|как сообщает)\s+",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:reportedly|alleged to|allegedly|purportedly|it is (?:said|alleged|claimed|reported|believed) that"
    r"|(?:is|are|was|were) (?:said|alleged|believed|reported|rumou?red|understood) to"
    r"|якобы|нібито|как сообщается|как утверждается|як повідомляється|як стверджується|по слухам|за"
    r" чутками)(?!\w)",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"\b(?:(?:is|are|was|were|am) (?:not (?:convinced|sure|persuaded)|sceptical|skeptical|doubtful)"
    r"|(?:isn|aren|wasn|weren)['’]t (?:convinced|sure|persuaded)"
    r"|(?:do|does|did)(?: not|n['’]t) believe|cast doubt on|casts doubt on"
    r"|(?:по)?став(?:ит|ят|ил|ила|или) под сомнение|(?:по)?став(?:ить|лять|ив|ила|или) під сумнів)(?!\w)",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"[^.;:!?]{0,70}?(?<![\w])(?:that|whether|what|how|why|if)(?!\w)|[^.;!?]{0,70}?,\s*(?:что|будто|як"
    r"|що|ніби|как|чи)(?!\w)"
)
_CLAUSE = re.compile(
    r"\s*(?:(?:it|he|she|they|there|we|nobody|no one)['’ ]+\w+|to (?!\w+day)\w+"
    r"|(?:the |its |his |her |their )?(?:[\w’'-]+ ){1,3}?(?:was|were|is|are|had|has|have|would|will"
    r"|could|should|did|does|must|may))(?!\w)"
)


_CLOSING = re.compile(
    r"(?:\s+(?:reporters|journalists|deputies|supporters|parliament))?"
    r"(?:\s+(?:on|in|at|last|this|late|early|earlier|later|to|by|after|before|during|yesterday|today"
    r"|again|here"
    r"|из|в|во|на|у|по|після|минулого|в)(?!\w)[^.,;:!?—“\"«]{0,60})?\s*(?:[.,;:!?—]|[“\"«]|$)"
)
_TOLD_CLOSING = re.compile(r"\s+(?!that\s)[^.,;:!?—“\"«]{1,60}[.,;:!?—“\"«]")
_CYRILLIC_RELATIVE = re.compile(
    r"\s*(?:в |во |на |у |о |з |с |про )?(?:котор\w+|як(?:ий|а|і|е|ого|ої|у|их|им|ою))\s"
)
_RELATIVES = frozenset("who whom which that whose".split())


_LONGEST_SENTENCE = 1_500
"""Code points of a sentence beyond which it is a table or a list of names, and is not read for speakers."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verb of saying, or "according to", with what the grammar ties to it."""

    verb: Span
    subject: Span | None
    stance: str
    clause: bool
    """Whether what is said follows as a clause; else the verb has an object, or nothing."""
    behind: bool
    """Whether the subject follows the verb or the whole follows what is said."""
    silent: bool
    """Whether nothing was said: "did not confirm", "refused to say"."""
    relative: bool = False
    """Whether it is an aside about another noun: a broker, which says it has shipped nothing."""
    hearsay: bool = False
    """Whether nobody is named on purpose: reportedly, is said to."""

    @property
    def start(self) -> int:
        """The first code point of verb and subject."""
        return min(self.verb.start, self.subject.start) if self.subject else self.verb.start

    @property
    def end(self) -> int:
        """The code point after verb and subject."""
        return max(self.verb.end, self.subject.end) if self.subject else self.verb.end


def attributions(text: str, sentence: Span, language: str = "") -> list[Attribution]:
    """Return the attributions in one sentence of ``text``, which has its quotations masked, in order."""
    found: list[Attribution] = []
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return found
    for verb in verbs_in(text, *sentence, language):
        previous = found[-1] if found else None
        one = _of_verb(text, sentence, verb, previous)
        if one is not None:
            found.append(one)
    found += _according(text, sentence) + _doubting(text, sentence)
    if not found:
        found += [
            Attribution(Span(*match.span()), None, "reports", True, False, False, hearsay=True)
            for match in _HEARSAY.finditer(text, *sentence)
        ]
    return sorted(found, key=lambda one: one.verb)


def begins_with_verb(text: str, language: str = "") -> bool:
    """Say whether a verb of saying stands among the first words of ``text``."""
    return any(
        text.count(" ", 0, verb.span.start) <= 3 for verb in verbs_in(text, 0, min(len(text), 120), language)
    )


def _of_verb(text: str, sentence: Span, verb: Verb, previous: Attribution | None) -> Attribution | None:
    before = text[sentence.start : verb.span.start]
    bare = _without_auxiliaries(before)
    auxiliaries = before[len(bare) :]
    by_agent = re.match(r"\s+by\s+", text[verb.span.end : sentence.end])
    if (
        by_agent
        and (_PASSIVE.search(bare) or re.search(r",\s*$", bare))
        and verb.form.endswith(("ed", "told", "said"))
    ):
        agent = noun_phrase(text, Span(verb.span.end + by_agent.end(), sentence.end), from_left=True)
        return Attribution(verb.span, agent, verb.stance, False, False, False)
    if verb.form == "alleged" and text[verb.span.end : verb.span.end + 4] == " to ":
        return None
    if _PASSIVE.search(bare) and not verb.cyrillic and not verb.form.endswith("ing"):
        return None
    if verb.form in _NOUN_FORMS and _NOUN_BEFORE.search(before):
        return None
    if re.search(r"(?:^|\W)to\s+$", bare) and not _NEGATED.search(before) and not verb.cyrillic:
        return None
    if verb.form.endswith("ing") and not re.search(r",\s*$", bare) and not verb.cyrillic:
        return None
    if verb.weak and re.match(r"\s+(?:not to|to|for|about)\s", text[verb.span.end : sentence.end]):
        return None
    if verb.cyrillic and re.search(r"(?:^|\W)(?:как|як)\s+$", before, re.IGNORECASE):
        return None
    that = _STRICT_THAT if verb.form in ALSO_NOUNS else _THAT
    says_that = that.match(text, verb.span.end, sentence.end) is not None
    by_pronoun = re.search(r"(?:^|\W)(?:i|he|she|it|they|we)\s+$", bare, re.IGNORECASE)
    if verb.weak and not (
        says_that or (verb.form in ALSO_NOUNS and by_pronoun) or _beside_speech(text, verb.span, sentence)
    ):
        return None
    if verb.stance == "denies" and re.match(r"\s+(?:for|from|at)\s", text[verb.span.end : sentence.end]):
        return None
    silent = _NEGATED.search(before) is not None and verb.stance == "asserts"
    silent = silent or _NOTHING_SAID.match(text, verb.span.end, sentence.end) is not None
    stance = "" if _NEGATED.search(auxiliaries or before) and verb.stance == "denies" else verb.stance
    return _with_subject(text, sentence, verb, len(bare) + sentence.start, previous, stance, silent)


def _with_subject(
    text: str, sentence: Span, verb: Verb, end: int, previous: Attribution | None, stance: str, silent: bool
) -> Attribution | None:
    since = max(sentence.start, previous.verb.end if previous else 0)
    clause = _has_clause(text, verb, sentence)
    aside = _cyrillic_aside(text, Span(since, end)) if verb.cyrillic else None
    if aside is not None:
        return Attribution(verb.span, aside, stance, clause, False, silent, relative=True)
    if verb.inverts and not verb.form.endswith("ing"):
        behind = behind_verb(text, sentence, verb, end)
        if behind is not None:
            return Attribution(verb.span, behind, stance, True, True, silent)
    subject, relative = before_verb(text, Span(since, end), sentence.start, verb.cyrillic)
    if subject is None and previous is not None:
        subject = previous.subject
    if subject is None:
        subject = first_subject(text, sentence, verb.span.start)
    if (subject is None and verb.weak) or (subject and text[slice(*subject)].casefold() in _RELATIVES):
        return None
    if previous is None and re.search(
        r"\w (?:that|which|whom) (?:it|he|she|they) $", text[sentence.start : end]
    ):
        relative = True
    closing = _TOLD_CLOSING if verb.form.startswith("t") else _CLOSING
    closes = closing.match(text, verb.span.end, sentence.end) is not None
    if subject is not None and _is_interpolated(text, sentence, subject.start, verb.span.end):
        return Attribution(verb.span, subject, stance, True, True, silent, relative)
    after_speech = closes and subject is not None and _after_pause(text, sentence, subject.start)
    return Attribution(verb.span, subject, stance, clause or after_speech, after_speech, silent, relative)


def _without_auxiliaries(before: str) -> str:
    """Return what stands before a verb without "has also", "did not" and the like at its end."""
    for _ in range(5):
        shorter = _BEFORE.sub("", before)
        if shorter == before:
            break
        before = shorter
    return before


def _beside_speech(text: str, verb: Span, sentence: Span) -> bool:
    before = text[sentence.start : verb.start]
    after = text[verb.end : sentence.end]
    return bool(
        re.search(rf"{MASK}[.,!?…]?[”\"»“’']\s*(?:[—–-]\s*)?[^{MASK}]{{0,60}}$", before)
        or re.match(r"[^.;]{0,40}?[:,]?\s*[“\"«„]", after)
        or (
            re.search(r",[^,]{0,60}$", before)
            and re.match(r"\s*(?:last \w+|this \w+|on \w+)?\s*(?:[.,;!?]|$)", after)
        )
    )


_POINTS = re.compile(r"\s+that(?:\s+(?!\w+(?:ed|s)\W)[\w’'-]+){0,2}\s*(?:[.,;!?]|$)")
_ONLY_THAT = re.compile(r"\s+that\s*(?:[.,;!?]|$)")


def _has_clause(text: str, verb: Verb, sentence: Span) -> bool:
    points = _POINTS if verb.stance in ("denies", "doubts") else _ONLY_THAT
    if points.match(text, verb.span.end, sentence.end):
        return False
    if _THAT.match(text, verb.span.end, sentence.end):
        return not verb.takes_noun
    if re.match(r"[^.;,]{0,60}?[:,]\s*[“\"«„]", text[verb.span.end : sentence.end]):
        return True
    if verb.cyrillic:
        after = text[verb.span.end : verb.span.end + 50]
        return verb.stance in ("promises", "threatens") and bool(
            re.match(r"\s+(?:\w+\s+){0,3}?\w+(?:ть|ти|ться|тися)(?!\w)", after)
        )
    if verb.takes_noun:
        return False
    if re.match(r"sa(?:y|id)", verb.form):
        return True
    return _CLAUSE.match(text, verb.span.end, sentence.end) is not None


def _is_interpolated(text: str, sentence: Span, start: int, end: int) -> bool:
    """Say whether commas set an attribution off, as in: The strike, she warned, would spread."""
    before = re.search(r",\s*(?:the |an? |its |his |her |their )?$", text[sentence.start : start])
    return before is not None and text[end : end + 1] == ","


def _cyrillic_aside(text: str, before: Span) -> Span | None:
    """Return whom an aside describes in which a Russian or Ukrainian verb stands: X, которого Y назвал."""
    comma = text.rfind(",", *before)
    if comma < 0 or not _CYRILLIC_RELATIVE.match(text, comma + 1, before.end):
        return None
    return noun_phrase(text, Span(before.start, comma), from_left=False)


def _after_pause(text: str, sentence: Span, start: int) -> bool:
    """Say whether a pause comes before ``start``, with words that were said before it."""
    before = text[sentence.start : start].rstrip()
    before = re.sub(r"(?:\s|^)(?:the|an?|its|his|her|their)$", "", before, flags=re.IGNORECASE).rstrip()
    if before.endswith(("”", '"', "»", "’", "—", "–")):
        return True
    return before.endswith(",") and before.count(" ") >= 3 and not _opening_phrase(before[:-1])


def _opening_phrase(before: str) -> bool:
    """Say whether a sentence so far is but an adverbial, such as "in the same month"."""
    first = before.lstrip().split(" ", 1)[0].casefold()
    has_verb = re.search(
        r"\b(?:was|were|is|are|had|has|have|will|would|could|can|may|rated|did|does|do)\b",
        before,
        re.IGNORECASE,
    )
    openers = (
        "at on in after before during since until from under with without despite amid for by as when"
        " while if although though asked speaking"
    ).split()
    return first in openers and (has_verb is None or first in openers[-7:])


def _according(text: str, sentence: Span) -> list[Attribution]:
    found = []
    for match in _ACCORDING.finditer(text, *sentence):
        whose = _WHOSE_WORDS.match(text, match.end(), sentence.end)
        rest = Span(match.end(), sentence.end)
        subject = Span(*whose.span(1)) if whose else noun_phrase(text, rest, from_left=True)
        aside = re.search(r"\b(?:who|which|that),\s*$", text[sentence.start : match.start()]) is not None
        behind = not aside and bool(text[sentence.start : match.start()].strip(' \t\u00a0“«"'))
        found.append(
            Attribution(
                Span(match.start(), match.end() - 1), subject, "asserts", True, behind, False, relative=aside
            )
        )
    return found


def _doubting(text: str, sentence: Span) -> list[Attribution]:
    found = []
    for match in _DOUBTFUL.finditer(text, *sentence):
        subject, relative = before_verb(text, Span(sentence.start, match.start()), sentence.start, False)
        clause = _THAT.match(text, match.end(), sentence.end) is not None
        found.append(Attribution(Span(*match.span()), subject, "doubts", clause, False, False, relative))
    return found
