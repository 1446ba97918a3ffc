"""Sharing articles out among people, some of them to be read by several, the same way every time."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

from annotator.core.errors import InvalidValue


def share_out(
    article_ids: Iterable[str], people: int, overlap: Fraction = Fraction(), seed: int = 0, readers: int = 2
) -> list[list[str]]:
    """Return for each of ``people`` the articles that they are to read.

    Of all articles, the share ``overlap`` (0 to 1, rounded to whole articles, halves up) is read by
    ``readers`` people each, the others by one. Everybody gets as many as everybody else, give or take
    a few, and every group of readers shares as many articles as every other, give or take one, so
    that agreement can be worked out for all of them. Which article goes to whom depends on the ids
    and the ``seed`` and on nothing else: not on the order of the list, not on the machine.

    Raises:
        InvalidValue: if there is nobody, or fewer people than readers where articles are to be shared, or
            the overlap is not from 0 to 1.
    """
    if people < 1:
        raise InvalidValue("Name at least one person to hand out to.")
    if not 0 <= overlap <= 1:
        raise InvalidValue("The share of articles that several read is from 0 to 100 per cent.")
    ids = sorted(set(article_ids), key=lambda id_: (sha256(f"{seed}:{id_}".encode()).digest(), id_))
    shared = int(overlap * len(ids) + Fraction(1, 2))
    if shared and not 2 <= readers <= people:
        raise InvalidValue(
            f"For articles to be read by {readers} each, name at least {max(readers, 2)} people."
        )
    parts: list[list[str]] = [[] for _ in range(people)]
    used: Counter[tuple[int, ...]] = Counter()
    for id_ in ids[:shared]:
        group = min(
            combinations(range(people), readers),
            key=lambda each: (used[each], sum(len(parts[one]) for one in each), each),
        )
        used[group] += 1
        for person in group:
            parts[person].append(id_)
    for id_ in ids[shared:]:
        person = min(range(people), key=lambda each: (len(parts[each]), each))
        parts[person].append(id_)
    return parts
