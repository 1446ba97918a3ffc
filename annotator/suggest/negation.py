"""Whether the main clause of a statement has a negation, in English, Russian and Ukrainian."""

import re

_NEGATION = re.compile(
    r"(?<!\w)(?:not|no|never|none|nothing|nobody|neither|nor|cannot|without any"
    r"|не|нет|никогда|никто|ничего|нельзя|ни(?= один| одн)|немає|ніколи|ніхто|нічого|жодн\w+)(?!\w)"
    r"|n['’]t(?!\w)",
    re.IGNORECASE,
)
_IDIOMS = re.compile(
    r"(?<!\w)(?:"
    # English: more than so, at the latest, surely, and "no" for a number.
    r"not (?:only|just|merely|simply|solely|least|to mention|unlike|surprisingly)"
    r"|(?:no|not) (?:fewer|less|more|later|earlier|sooner|longer ago|other) than"
    r"|no doubt|no question(?= that|[,.]|$)|no wonder|no matter|without (?:a |any )?doubt"
    r"|nothing (?:but|short of|less than)"
    r"|none other than|(?:could|can) ?not but|(?:could|can)(?:not| not|n['’]t) help(?= \w+ing| but)"
    r"|whether or not|or not|(?:if|why) not"
    r"|(?:isn|wasn|aren|weren|don|doesn|didn)['’]t (?:only|just)|No\.(?= ?\d)"
    # Russian.
    r"|не только|не просто|не столько|не менее|не меньше|не более|не больше|не позднее|не позже|не ранее"
    r"|не раньше|не раз|не прочь|не без|не иначе как|едва ли не|едва не|чуть не|чуть ли не|тем не менее"
    r"|нет (?:никаких )?сомнени[йя]|не вызывает сомнени[йя]|не сомнева\w+|нельзя не"
    r"|не (?:мог|могла|могли|может|могут) не"
    r"|ничего,? кроме|не кто ин(?:ой|ая) как|что бы ни|как бы ни|во что бы то ни стало"
    # Ukrainian.
    r"|не лише|не тільки|не просто|не стільки|не менше|не менш|не більше|не більш|не пізніше|не раніше"
    r"|не раз|не без|не інакше як|мало не|ледь не|ледве не|трохи не|тим не менш|немає (?:жодних )?сумнів\w*"
    r"|не викликає сумнів\w*|не можна не|не (?:міг|могла|могли|може|можуть) не|нічого,? крім|хоч би як"
    r")(?!\w)",
    re.IGNORECASE,
)
"""Words with a negation in them that do not negate what is said."""
_SUBORDINATE = re.compile(
    r"(?<=[\w,”»] )(?:who|which|whose|because|although|though|if|unless|котор\w+|потому что|хотя|если"
    r"|який|яка|які|бо|хоча|якщо)(?!\w)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:who|which|whose|котор\w+|який|яка|які|якої|якого)\s[^,]*,")


def is_negated(words: str) -> bool | None:
    """Say whether the main clause of ``words`` has a negation; None if they hold no letter.

    Relative clauses and reasons do not count, nor do idioms such as "not only", "no doubt that".
    """
    if not any(sign.isalpha() for sign in words):
        return None
    content = _ASIDE.sub(",", words)
    main = _SUBORDINATE.split(content, maxsplit=1)[0]
    main = main if any(sign.isalpha() for sign in main) else content
    return _NEGATION.search(_IDIOMS.sub(" ", main)) is not None
