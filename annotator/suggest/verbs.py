"""Verbs of saying in English, Russian and Ukrainian, and the stance that each shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotator.core.spans import Span

_SAY = (
    "say says said saying;add adds added adding;tell tells told telling;state stated stating;declare;announce"
    ";explain;note notes noted noting;reply;answer;respond;write writes wrote written"
    " writing;claim;argue;insist;maintain"
    ";warn;recall;stress;observe;conclude;confirm;acknowledge;admit admits admitted admitting;concede;predict"
    ";contend;assert;allege;testify;remark;comment;complain;believe;emphasize;emphasise;reiterate;repeat;reveal"
    ";disclose;estimate;suggest;caution;boast;lament;counter;quip;joke;recount;relate;report;agree"
)
_NOUN_PHRASE = (
    "accuse;blame;describe;condemn;criticize;criticise;denounce;call;mock;praise;brand;portray;fault"
)
_WEAK = (
    "find finds found;think thinks thought;show shows showed;read reads;point points pointed;continue;ask"
    ";indicate;calculate"
)
_DENY = "deny;reject;dismiss;dispute;refute;rebut;contradict;disavow"
_DOUBT = "doubt;question;disbelieve"
_PROMISE = "promise;pledge;vow;guarantee;swear swears swore;undertake undertakes undertook"
_THREATEN = "threaten"
_REPORT = "quote;cite;relay"

_CYRILLIC = {
    "ru": {
        "asserts": (
            r"сказа(?:л|ла|ли|ло)|говор(?:ит|ят|ил|ила|или)|рассказ(?:ал|ала|али|ало|ывает|ывают)"
            r"|заяв(?:ил|ила|или|ило|ляет|ляют|лял|ляла|ляли)|сообщ(?:ил|ила|или|ило|ает|ают|ал|али)"
            r"|утвержда(?:ет|ют|л|ла|ли)|отме(?:тил|тила|тили|тило|чает|чают)|добав(?:ил|ила|или|ило|ляет)"
            r"|подчерк(?:нул|нула|нули|ивает|ивают)|поясн(?:ил|ила|или|яет)|объясн(?:ил|ила|или|яет|яют)"
            r"|объяв(?:ил|ила|или|ило|ляет)|напомн(?:ил|ила|или|ило)|напомина(?:ет|ют)"
            r"|подтверд(?:ил|ила|или|ило)|подтвержда(?:ет|ют)|призна(?:л|ла|ли|ло|ет|ют)"
            r"|повтор(?:ил|ила|или|яет)|настаива(?:ет|ют|л|ла|ли)|счита(?:ет|ют|л|ла|ли)|полага(?:ет|ют)"
            r"|предупре(?:дил|дила|дили|дило|ждает|ждают)|обвин(?:ил|ила|или|ило|яет|яют)"
            r"|назва(?:л|ла|ли|ло)|называ(?:ет|ют|л)|жалу(?:ется|ются)|пожалова(?:лся|лась|лись)"
            r"|уточн(?:ил|ила|или|яет)|ответи(?:л|ла|ли|ло)|отвеча(?:ет|ют)|написа(?:л|ла|ли|ло)|пиш(?:ет|ут)"
            r"|предположи(?:л|ла|ли)|предполага(?:ет|ют)|допуска(?:ет|ют|л)|оговарива(?:ется|ются)"
            r"|завер(?:ил|ила|или|яет|яют)|указ(?:ал|ала|али|ывает)|констатир(?:овал|овала|ует)"
            r"|возраз(?:ил|ила|или)|увер(?:яет|яют|ял)|сетует|осуди(?:л|ла|ли)"
        ),
        "denies": (
            r"отриц(?:ает|ают|ал|ала|али|ало)|опроверг(?:ает|ают|ла|ли|ло|нул)?|отверг(?:ает|ают|ла|ли"
            r"|ло|ал|ала)?"
            r"|оспор(?:ил|ила|или)|оспарива(?:ет|ют)"
        ),
        "doubts": r"сомнева(?:ется|ются|лся|лась|лись)|усомни(?:лся|лась|лись)|не вер(?:ит|ят|ил|или)",
        "promises": (
            r"(?:по)?обеща(?:ет|ют|л|ла|ли|ло)|поклял(?:ся|ась|ись)|гарантир(?:ует|уют|овал|овала)"
            r"|обязал(?:ся|ась|ись)"
        ),
        "threatens": r"угрожа(?:ет|ют|л|ла|ли)|(?:при)?грози(?:т|л|ла|ли)|грозят",
        "reports": r"переда(?:ёт|ет|ют|л|ла|ло)|цитиру(?:ет|ют)",
    },
    "uk": {
        "asserts": (
            r"сказа(?:в|ла|ли|ло)|каж(?:е|уть)|говор(?:ить|ять|ив|ила|или)|розпові(?:в|ла|ли|дає|дають)"
            r"|заяв(?:ив|ила|или|ило|ляє|ляють)|повідом(?:ив|ила|или|ило|ляє|ляють)"
            r"|стверджу(?:є|ють|вав|вала|вали)|зазнач(?:ив|ила|или|ило|ає|ають)|зауваж(?:ив|ила|или|ує|ують)"
            r"|дода(?:в|ла|ли|ло|є)|підкресл(?:ив|ила|или|ює)|поясн(?:ив|ила|или|ює|юють)"
            r"|нагада(?:в|ла|ли|ло)|нагадує|підтверд(?:ив|ила|или|ило|жує|жують)|вважа(?:є|ють|в|ла|ли)"
            r"|наполяга(?:є|ють|в|ла)|попере(?:див|дила|дили|дило|джає|джають)"
            r"|звинува(?:тив|тила|тили|тило|чує|чують)|назва(?:в|ла|ли|ло)|назива(?:є|ють)"
            r"|(?:по)?скарж(?:иться|аться|ився|илася|илися)|уточн(?:ив|ила|или|ює)|відпові(?:в|ла|ли|дає"
            r"|дають)"
            r"|написа(?:в|ла|ли)|пиш(?:е|уть)|припуска(?:є|ють|в|ла)|запевн(?:ив|ила|или|ило|яє|яють)"
            r"|оголос(?:ив|ила|или|ило)|визна(?:в|ла|ли|ло|є|ють)|оціню(?:є|ють)|засуди(?:в|ла|ли)"
            r"|натяка(?:є|ють)"
        ),
        "denies": (
            r"запереч(?:ив|ила|или|ило|ує|ують)|спрост(?:ував|увала|ували|увало|овує|овують)"
            r"|відкин(?:ув|ула|ули|уло)|відкида(?:є|ють)"
        ),
        "doubts": r"сумніва(?:ється|ються|вся|лася|лися)|не вір(?:ить|ять|ив|ила)",
        "promises": (
            r"(?:по)?обіця(?:є|ють|в|ла|ли|ло)|гаранту(?:є|ють|вав|вала)|зобов['’ʼ]яза(?:вся|лася|лися)"
        ),
        "threatens": r"погрож(?:ує|ують|ував|увала|ували)|пригроз(?:ив|ила|или)",
        "reports": r"цитує|передає",
    },
}
ALSO_NOUNS = frozenset(
    "add adds added state states note notes report estimate estimates dispute counter comment comments"
    " remark remarks quote"
    " quotes joke repeat reply answer answers answered fault faults brand praise question doubt pledge"
    " promise claim vow guarantee".split()
)
"""Forms that are verbs only where something shows it: "that" behind them, or speech beside them."""
_NOT_INVERTED = frozenset(
    "told tells tell telling accused accuses blamed blames describes described called calls".split()
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying found in a text."""

    span: Span
    form: str
    """As written, in small letters."""
    stance: str
    weak: bool
    """Speaks only before "that" or beside a quotation: found, thought, showed."""
    takes_noun: bool
    """Its complement is a person or thing: accused, blamed, called."""
    cyrillic: bool

    @property
    def inverts(self) -> bool:
        """Whether its subject may follow it."""
        return self.form not in _NOT_INVERTED


def verbs_in(text: str, start: int, end: int, language: str = "") -> Iterator[Verb]:
    """Yield the verbs of saying in ``text[start:end]``, in order.

    ``language`` is ``en``, ``ru`` or ``uk`` to look for one language's; else all are looked for.
    """
    table = _english()
    for match in _pattern(language).finditer(text, start, end):
        form = match[0].casefold()
        group = match.lastgroup or "en"
        if group == "en":
            stance, weak, takes_noun = table[form]
            yield Verb(Span(*match.span()), form, stance, weak, takes_noun, False)
        else:
            stance = group.partition("_")[2]
            yield Verb(Span(*match.span()), form, stance, False, False, True)


@cache
def _english() -> dict[str, tuple[str, bool, bool]]:
    groups = (
        (_SAY, "asserts", False, False),
        (_NOUN_PHRASE, "asserts", False, True),
        (_WEAK, "asserts", True, False),
        (_DENY, "denies", False, False),
        (_DOUBT, "doubts", False, False),
        (_PROMISE, "promises", False, False),
        (_THREATEN, "threatens", False, False),
        (_REPORT, "reports", False, True),
    )
    table: dict[str, tuple[str, bool, bool]] = {}
    for lines, stance, weak, takes_noun in groups:
        for line in lines.split(";"):
            forms = line.split()
            for form in forms if len(forms) > 1 else _regular(forms[0]):
                table[form] = (stance, weak or form in ALSO_NOUNS, takes_noun)
    return table


def _regular(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeo":
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return lemma, plural, lemma + "ed", lemma + "ing"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    wanted = [language] if language in ("en", "ru", "uk") else ["en", "ru", "uk"]
    groups = []
    for name in wanted:
        if name == "en":
            groups.append(f"(?P<en>{'|'.join(sorted(_english(), key=len, reverse=True))})")
            continue
        groups += [f"(?P<{name}_{stance}>{forms})" for stance, forms in _CYRILLIC[name].items()]
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)
