"""Names made comparable: case, accents, possessives, Cyrillic endings, Cyrillic and Latin script."""

import re
import unicodedata

_POSSESSIVE = re.compile(r"['’ʼ]s(?!\w)", re.IGNORECASE)
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´＇\u00ad")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_ARTICLES = frozenset({"the"})
_CYRILLIC = re.compile("[\u0400-\u052f]")

_ENDINGS = (
    "ого его ому ему ыми ими ами ями ові еві єві ою ею єю ои еи іи ии ыи ом ем ем єм ым им ую юю ая яя ах ях"
    " а я у ю е є и ы о і ь"
).split()
"""Case endings of Russian and Ukrainian nouns and adjectives as `words` leaves them: й is и, ї is і."""

_ROMAN = str.maketrans(
    dict(zip("абвгґдезиклмнопрстуфыэіє", "abvggdeziklmnoprstufieie", strict=True))
    | {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "iu", "я": "ia"}
    | {"ъ": "", "ь": "", "ј": "i", "џ": "dzh", "љ": "li", "њ": "ni", "ћ": "ch", "ђ": "dzh"}
)
"""Letters as `words` leaves them: й, ї and ў have lost their marks there."""

_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shch|schtsch", "sch"),
        (r"tsch|tch", "ch"),
        (r"kh", "h"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"tz|c(?=[eiy])", "ts"),
        (r"[jy]", "i"),
        (r"(?<!\w)ie", "e"),
        (r"(?<=[aeiou])ie", "e"),
        (r"ou", "u"),
        (r"(.)\1+", r"\1"),
        (r"i(?!\w)", ""),
    )
)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: no case, accents, possessive 's, "the" or punctuation.

    "The U.N.'s Müller" gives ``("un", "muller")``.
    """
    plain = _POSSESSIVE.sub("", text)
    plain = _INITIALS.sub(lambda match: match[0].replace(".", ""), plain)
    decomposed = unicodedata.normalize("NFKD", plain.translate(_APOSTROPHES).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(_LETTERS)
    found = tuple(_WORD.findall(bare))
    return tuple(word for word in found if word not in _ARTICLES) or found


def folded(text: str) -> str:
    """Return the `words` of ``text`` with one space between them."""
    return " ".join(words(text))


def romanised(text: str) -> str:
    """Return lower-case ``text`` with its Cyrillic letters in Latin script, and without accents."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return bare.translate(_LETTERS).translate(_ROMAN)


def stems(word: str) -> frozenset[str]:
    """Return the forms that a folded word may have without its case ending; itself is one of them.

    Two forms of one Cyrillic name share a stem: Путина and Путиным share "путин".
    """
    if not _CYRILLIC.search(word):
        return frozenset({word})
    cut = {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)}
    return frozenset({word} | {stem for stem in cut if len(stem) >= 3})


def share_stem(first: str, second: str) -> bool:
    """Say whether two folded words may be forms of one, as Путина and Путин."""
    return first == second or not stems(first).isdisjoint(stems(second))


def skeleton(word: str) -> str:
    """Return a folded word as it sounds, roughly, in Latin letters: Смирнов and Smirnov are one.

    Cyrillic is romanised, and spellings that different systems of romanisation choose
    (kh and h, y and i, w and v, ye and e) are made one.
    """
    sound = word.translate(_ROMAN)
    for pattern, replacement in _SPELLINGS:
        sound = pattern.sub(replacement, sound)
    return sound or word
