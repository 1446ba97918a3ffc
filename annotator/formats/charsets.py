"""The charsets that a person can choose from, and their names."""

import codecs
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from annotator.core.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Charset:
    """One charset on offer: ``name`` is stored and typed, ``label`` is read."""

    name: str
    label: str


OFFERED = (
    Charset("utf-8", "Unicode (UTF-8)"),
    Charset("utf-16-le", "Unicode (UTF-16, little-endian)"),
    Charset("utf-16-be", "Unicode (UTF-16, big-endian)"),
    Charset("windows-1252", "Western European (Windows)"),
    Charset("iso-8859-15", "Western European (ISO, with euro)"),
    Charset("macintosh", "Western European (Mac)"),
    Charset("windows-1250", "Central European (Windows)"),
    Charset("iso-8859-2", "Central European (ISO)"),
    Charset("windows-1251", "Cyrillic (Windows)"),
    Charset("koi8-r", "Cyrillic (KOI8-R, Russian)"),
    Charset("koi8-u", "Cyrillic (KOI8-U, Ukrainian)"),
    Charset("iso-8859-5", "Cyrillic (ISO)"),
    Charset("ibm866", "Cyrillic (DOS)"),
    Charset("mac-cyrillic", "Cyrillic (Mac)"),
    Charset("windows-1253", "Greek (Windows)"),
    Charset("windows-1254", "Turkish (Windows)"),
    Charset("windows-1255", "Hebrew (Windows)"),
    Charset("windows-1256", "Arabic (Windows)"),
    Charset("iso-8859-6", "Arabic (ISO)"),
    Charset("windows-1257", "Baltic (Windows)"),
    Charset("windows-1258", "Vietnamese (Windows)"),
    Charset("windows-874", "Thai (Windows)"),
    Charset("gb18030", "Chinese, simplified (GB 18030)"),
    Charset("big5", "Chinese, traditional (Big5)"),
    Charset("shift_jis", "Japanese (Shift JIS)"),
    Charset("euc-jp", "Japanese (EUC)"),
    Charset("iso-2022-jp", "Japanese (ISO-2022)"),
    Charset("euc-kr", "Korean (EUC)"),
)
"""In the order in which a list shows them. Any other text encoding of Python's can be typed."""

_SUBSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252", "ascii": "utf-8"}
_PYTHON_NAMES = {"windows-874": "cp874", "euc-kr": "cp949", "shift_jis": "cp932"}
"""What these names mean on the web and in practice: the larger set of the same family."""

_NOT_TEXT = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem", "utf-7")
)


def canonical(name: str) -> str:
    """Return the stored name of the charset that ``name`` means (``cp1251``: ``windows-1251``).

    Raises:
        InvalidValue: if there is no such charset.
    """
    try:
        info = codecs.lookup(_PYTHON_NAMES.get(name.strip().lower(), name.strip()))
        "".encode(info.name)  # refuses the codecs that are not charsets, such as rot13
    except (LookupError, ValueError) as error:
        raise _unknown(name) from error
    if info.name.replace("_", "-") in _NOT_TEXT:
        raise _unknown(name)
    return _offered_by_python_name().get(info.name, info.name)


def codec(name: str) -> str:
    """Return the name under which Python decodes the charset stored as ``name``."""
    return _PYTHON_NAMES.get(name, name)


@cache
def _offered_by_python_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for charset in OFFERED:
        for spelling in (charset.name, codec(charset.name)):
            with suppress(LookupError):  # Python does not know each name of the web's
                names[codecs.lookup(spelling).name] = charset.name
    return names | {codecs.lookup(alias).name: name for alias, name in _SUBSETS.items()}


def _unknown(name: str) -> InvalidValue:
    shown = name.strip()[:40]
    return InvalidValue(f"There is no charset called “{shown}”; try utf-8, windows-1251 or windows-1252.")
