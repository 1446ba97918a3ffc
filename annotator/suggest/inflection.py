"""Inflected forms of Cyrillic names, as Russian and Ukrainian have them: Смирнова, Смирнову of Смирнов.

The endings are those of the singular cases in the declension tables of school grammars of both languages;
for names that are plurals (Сумы, Черкаси) those of the plural. A form of one language is also looked for in
texts of the other: it does not occur there. Forms that belong to another name (the feminine Смирновой of
Смирнов) are left out, and so is what changes within the stem, but for -ець/-ец (Кравця).
"""

import re
from collections.abc import Iterable, Sequence

from annotator.core.spans import Span

LEAST = 4
"""Letters of the shortest name, and of the shortest word of a name, that is looked for inflected."""
_LEAST_STEM = 2

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f'’ʼ]+")
_APOSTROPHE = re.compile(r"['’ʼ]")
_VOWELS = "аеёиоуыэюяіїє"
_SOFTENED = {"г": "з", "к": "ц", "х": "с"}
"""Before the Ukrainian ending і: Ольга, Ользі."""

_ADJECTIVE = "ого ому им ым ом ім"
_ENDINGS: tuple[tuple[str, str], ...] = (
    # What a name ends in, longest first, and what may stand in its place. No endings: it does not change.
    ("ський", "ського ському ським ськім"),
    ("цький", "цького цькому цьким цькім"),
    ("ский", "ского скому ским ском"),
    ("цкий", "цкого цкому цким цком"),
    ("ська", "ської ській ську ською"),
    ("цька", "цької цькій цьку цькою"),
    ("ская", "ской скую скою"),
    ("цкая", "цкой цкую цкою"),
    ("ова", "овой ову овою ової овій"),
    ("ева", "евой еву евою евої евій"),
    ("єва", "єву євою євої євій"),
    ("ёва", "ёвой ёву ёвою"),
    ("ець", "ця цю цем цеві ці"),
    ("ина", "ины ине ину иной иною иної иній ини ині"),
    ("іна", "іни іні іну іною іної іній"),
    ("ын", "ына ыну ыным ыне"),
    ("ин", "ина ину иным ине ином ині иним инові"),
    ("ін", "іна іну іним іном іні інові"),
    ("їн", "їна їну їним їном їні їнові"),
    ("ов", "ова ову овым ове овом ові овим"),
    ("ев", "ева еву евым еве евом еві евим"),
    ("ёв", "ёва ёву ёвым ёве ёвом"),
    ("єв", "єва єву євим єві євом"),
    ("ів", "ова ову овим ові овом ева еву евим еві евом ьова ьову ьовим іва іву івом івові"),
    ("їв", "єва єву євим єві євом"),
    ("ец", "ца цу цом цем це"),
    ("ая", "ой ую ою"),
    ("яя", "ей юю ею"),
    ("ия", "ии ию ией иею"),
    ("ія", "ії ію ією"),
    ("ое", "ого ому ым им ом"),
    ("ее", "его ему им ем"),
    ("ие", "ия ию ием ии"),
    ("ье", "ья ью ьем ье"),
    ("ый", "ого ому ым ом"),
    ("ой", "ого ому ым им ом"),
    ("ий", f"ия ию ием ии его ему ем {_ADJECTIVE}"),
    ("ій", "ія ію ієм ієві ії"),
    ("а", "ы и е у ой ою ей ею і ої ій"),
    ("я", "и е ю ей ёй ею і ї єю ям"),
    ("й", "я ю ем ём е єм єві ї"),
    ("ь", "я ю ем ём е и ью еві і"),
    ("о", "а у ом е ові і"),
    ("ы", "ам ами ах"),
    ("и", "ам ами ах"),
    ("е", ""),
    ("у", ""),
    ("ю", ""),
    ("э", ""),
    ("і", ""),
    ("ї", ""),
    ("є", ""),
    ("ё", ""),
)
_AFTER_CONSONANT = "а у ом ем е ові еві і"


def forms(word: str) -> frozenset[str]:
    """Return the forms, in small letters, that a word of a name may take besides its own.

    None for a word that is short, is no Cyrillic one, or does not change.
    """
    small = word.lower()
    if len(_APOSTROPHE.sub("", small)) < LEAST or not _CYRILLIC.fullmatch(small):
        return frozenset()
    if word.isupper():  # An abbreviation, or a heading that no rule is for.
        return frozenset()
    for ending, others in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= _LEAST_STEM:
            return _changed(small[: -len(ending)], others) - {small}
    if small[-1] in _VOWELS:
        return frozenset()
    return _changed(small, _AFTER_CONSONANT)


def _changed(stem: str, endings: str) -> frozenset[str]:
    found = {stem + ending for ending in endings.split()}
    if "і" in endings.split() and stem[-1:] in _SOFTENED:
        found.add(f"{stem[:-1]}{_SOFTENED[stem[-1]]}і")
    return frozenset(found)


class Forms:
    """Names that are looked for in many texts in all their inflected forms."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take ``names``; those that are written small, are short or are not Cyrillic are left aside."""
        tidy = dict.fromkeys(" ".join(name.split()) for name in names)
        found = ((name, _pattern(name)) for name in sorted(tidy, key=len, reverse=True))
        self._patterns = [(name, pattern) for name, pattern in found if pattern is not None]

    def found_in(self, text: str) -> list[tuple[Span, str]]:
        """Return where a name stands in a form that is not its own, with the name; in order, not overlapping.

        In a name of several words each may be inflected and one of them is. The first letter is matched
        as it is written, the rest in any case; parts of words and of double names do not count.
        """
        taken: list[tuple[Span, str]] = []
        covered: set[int] = set()
        for name, pattern in self._patterns:
            for match in pattern.finditer(text):
                span = Span(*match.span())
                own = _as_written(match[0]) == _as_written(name)
                if not own and covered.isdisjoint(range(*span)):
                    taken.append((span, name))
                    covered.update(range(*span))
        return sorted(taken)


def _pattern(name: str) -> re.Pattern[str] | None:
    if sum(sign.isalpha() for sign in name) < LEAST or not name[:1].isupper():
        return None
    pieces: list[str] = []
    end, changes = 0, False
    for match in _WORD.finditer(name):
        pieces.append(_between(name[end : match.start()]))
        others = forms(match[0])
        changes = changes or bool(others)
        pieces.append(_alternatives(match[0], sorted(others)))
        end = match.end()
    pieces.append(_between(name[end:]))
    return re.compile(rf"(?<![\w'’ʼ‑-]){''.join(pieces)}(?![\w‑-]|['’ʼ]\w)") if changes else None


def _alternatives(word: str, others: Sequence[str]) -> str:
    """Return a pattern for a word and its other forms, its first letter as it is written."""
    rests = "|".join(_any_apostrophe(form[1:]) for form in (*others, word.lower()))
    return f"{re.escape(word[0])}(?i:{rests})"


def _any_apostrophe(text: str) -> str:
    return "['’ʼ]".join(map(re.escape, _APOSTROPHE.split(text)))


def _between(text: str) -> str:
    return r"[^\S\n]+".join(map(re.escape, text.split(" ")))


def _as_written(text: str) -> str:
    return " ".join(_APOSTROPHE.sub("'", text).casefold().split())
