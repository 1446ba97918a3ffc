"""Names that came from elsewhere: without signs that nobody sees, and compared as people read them."""

import re
import unicodedata

from annotator.core.text import single_line

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian, Indic and other scripts are written with them."""
_USELESS_JOINERS = re.compile(f"(?<![^\x00-\x7f{_JOINERS}])[{_JOINERS}]")


def clean_name(raw: str) -> str:
    """Return a name on one line, without controls and signs of format, among them those of direction.

    A joiner stays only after a letter of a script that may need one. What the signs of direction do is
    in the Unicode bidirectional algorithm (UAX #9): a name with them can be read as another one.
    """
    seen = "".join(one for one in single_line(raw) if one in _JOINERS or not _is_unseen(one))
    return single_line(_USELESS_JOINERS.sub("", seen))


def read_as(name: str) -> str:
    """Return what two names have in common that people read as the same: case, width, unseen signs aside."""
    line = unicodedata.normalize("NFKC", single_line(name))
    return single_line("".join(one for one in line if not _is_unseen(one))).casefold()


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs")
