"""The languages that an article's language field offers; any other code can be typed."""

from PySide6.QtCore import QLocale

_CODES = (
    *("en", "ru", "uk", "be", "ar", "fa", "he", "tr", "zh", "fr", "de", "es", "it", "pt", "pl"),
    *("am", "az", "bg", "bn", "bs", "cs", "da", "el", "et", "fi", "ha", "hi", "hr", "hu", "hy", "id"),
    *("ja", "ka", "kk", "ko", "ku", "ky", "lt", "lv", "mk", "my", "nl", "no", "ps", "ro", "sk", "sl"),
    *("so", "sq", "sr", "sv", "sw", "tg", "th", "ti", "tk", "ug", "ur", "uz", "vi"),
)
_DASH = " — "


def offered() -> list[str]:
    """Return the lines of the list: ``uk — Ukrainian``; the most likely first, then by code."""
    return [described(code) for code in _CODES]


def described(code: str) -> str:
    """Return ``uk — Ukrainian`` for ``uk``; a code that Qt does not know stays as it is."""
    language = QLocale.codeToLanguage(code.partition("-")[0].lower())
    if not code or language in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return code
    return f"{code}{_DASH}{QLocale.languageToString(language)}"


def code_of(typed: str) -> str:
    """Return the code in what was chosen or typed: ``uk — Ukrainian``, ``uk`` or ``Ukrainian``."""
    text = typed.strip()
    code = text.partition(_DASH)[0].strip()
    if code != text:
        return code
    by_name = {line.partition(_DASH)[2].casefold(): line.partition(_DASH)[0] for line in offered()}
    return by_name.get(text.casefold(), text)
