"""Which known entities a marked expression most likely refers to."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotator.suggest.folding import share_stem, skeleton, words
from annotator.suggest.wordlists import SMALL_WORDS, TITLES

_ORDER = {why: place for place, why in enumerate(("exact", "alias", "surname", "initials", "start", "fuzzy"))}
_LEAST_ALIKE = 78.0
"""Below this, fuzzy matches are other names: Iran and Iraq are alike by 75 in 100."""
_LONGEST_INITIALS = 8
Sorted = TypeVar("Sorted", str, tuple[str, str], tuple[str, str, bool])
_LONGEST_QUERY = 200
"""Code points of a query that are looked at; a marked paragraph is not a name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What ranking needs to know of an entity; ``kind`` is a code such as ``person``."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a query may mean, 0 to 100 sure, and why.

    ``why`` is one of ``exact``, ``alias``, ``surname``, ``initials``, ``start``, ``fuzzy``;
    for an empty query, ``start``.
    """

    id: str
    score: float
    why: str


class Index:
    """Known entities, prepared once so that each further letter of a query ranks at once.

    One entity is put in or dropped without preparing the others again.
    """

    def __init__(self, known: Sequence[Known]) -> None:
        self._names: dict[str, str] = {}
        self._exact: dict[str, list[str]] = {}
        self._aliases: dict[str, list[str]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] = {}
        self._from_each_word: list[tuple[str, str, bool]] = []
        self._sounds: dict[str, dict[str, float]] = {}
        self._endings: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._of: dict[str, Known] = {}
        self._by_name: list[tuple[str, str]] = []
        self._sound_list: list[str] = []
        for entity in known:
            if entity.id not in self._of:
                self._add(entity)
        self._from_each_word.sort()
        self._by_name = sorted((name, id) for id, name in self._names.items())
        self._sound_list = sorted(self._sounds)

    def put(self, entity: Known) -> None:
        """Take in an entity that is new or was changed."""
        if self._of.get(entity.id) == entity:
            return
        self.drop(entity.id)
        others = Index([entity])
        insort(self._by_name, others._by_name[0])
        for line in others._from_each_word:
            insort(self._from_each_word, line)
        for sound in others._sounds.keys() - self._sounds.keys():
            insort(self._sound_list, sound)
        kept, self._from_each_word = self._from_each_word, []
        self._add(entity)
        self._from_each_word = kept

    def drop(self, id: str) -> None:
        """Forget an entity, if it is there."""
        entity = self._of.get(id)
        if entity is None:
            return
        others = Index([entity])
        _take_out(self._by_name, (self._names.pop(id), id))
        del self._of[id]
        for line in others._from_each_word:
            _take_out(self._from_each_word, line)
        for table, filed in (
            *((self._exact, others._exact), (self._aliases, others._aliases)),
            *((self._surnames, others._surnames), (self._initials, others._initials)),
        ):
            for key in filed:
                _unfile(table, key, id)
        for key in others._endings:
            left = [one for one in self._endings[key] if one[1] != id]
            self._endings[key] = left
        for sound in others._sounds:
            owners = self._sounds[sound]
            owners.pop(id, None)
            if not owners:
                del self._sounds[sound]
                _take_out(self._sound_list, sound)

    def rank(self, query: str, *, here: Collection[str] = (), limit: int = 9) -> list[Match]:
        """Return the likeliest entities for ``query``, best first; see `rank`."""
        asked = words(query[:_LONGEST_QUERY])
        if not asked:
            first = [id for id in dict.fromkeys(here) if id in self._names]
            order = first + [id for _, id in self._by_name if id not in set(first)]
            return [Match(id, 0.0, "start") for id in order[: max(0, limit)]]
        best: dict[str, Match] = {}
        for match in self._matches(asked):
            before = best.get(match.id)
            if before is None or self._place(match) < self._place(before):
                best[match.id] = match
        present = frozenset(here)
        ordered = sorted(best.values(), key=lambda match: self._key(match, present))
        return ordered[: max(0, limit)]

    def _add(self, entity: Known) -> None:
        id = entity.id
        own = words(entity.name)
        self._of[id] = entity
        self._names[id] = " ".join(own)
        for number, parts in enumerate([own, *map(words, entity.aliases)]):
            if not parts:
                continue
            target = self._exact if number == 0 else self._aliases
            _file(target, " ".join(parts), id)
            for start in range(len(parts)):
                self._from_each_word.append((" ".join(parts[start:]), id, start == 0))
            for letters in _initials(parts):
                _file(self._initials, letters, id)
            if entity.kind in ("person", ""):
                self._add_surname(parts, id)
            inflected = "surname" if entity.kind in ("person", "") else "fuzzy"
            self._endings.setdefault(parts[-1][:2], []).append((parts, id, inflected))
            self._add_sounds(parts, entity.kind, id)

    def _add_surname(self, parts: tuple[str, ...], id: str) -> None:
        for start in range(1, len(parts)):
            _file(self._surnames, " ".join(parts[start:]), id)

    def _add_sounds(self, parts: tuple[str, ...], kind: str, id: str) -> None:
        sounds = [skeleton(part) for part in parts]
        weights = {" ".join(sorted(sounds)): 1.0}
        if len(sounds) > 1 and kind in ("person", ""):
            weights.setdefault(sounds[-1], 0.98)
        for sound in sounds:
            if len(sounds) > 1 and len(sound) > 3:
                weights.setdefault(sound, 0.9)
        for sound, weight in weights.items():
            owners = self._sounds.setdefault(sound, {})
            owners[id] = max(weight, owners.get(id, 0.0))

    def _matches(self, asked: tuple[str, ...]) -> Iterator[Match]:
        untitled = tuple(word for word in asked if word not in TITLES) or asked
        for parts, score in {asked: 100.0, untitled: 98.0}.items():
            whole = " ".join(parts)
            for why, table in (("exact", self._exact), ("alias", self._aliases), ("surname", self._surnames)):
                yield from (Match(id, score, why) for id in table.get(whole, ()))
        yield from self._inflected(untitled)
        yield from self._by_initials(asked)
        yield from self._starting(" ".join(asked))
        yield from self._alike(untitled)

    def _inflected(self, asked: tuple[str, ...]) -> Iterator[Match]:
        """Yield entities of whose name all words, or the last ones, share their stems with ``asked``."""
        for parts, id, why in self._endings.get(asked[-1][:2], ()):
            if len(parts) < len(asked) or (why == "fuzzy" and len(parts) != len(asked)):
                continue
            if all(map(share_stem, parts[-len(asked) :], asked)):
                yield Match(id, 96.0 if len(parts) == len(asked) else 94.0, why)

    def _by_initials(self, asked: tuple[str, ...]) -> Iterator[Match]:
        if len(asked) == 1:
            yield from (Match(id, 90.0, "initials") for id in self._initials.get(asked[0], ()))
            return
        for letters in _initials(asked):
            for table in (self._exact, self._aliases):
                yield from (Match(id, 90.0, "initials") for id in table.get(letters, ()))

    def _starting(self, asked: str) -> Iterator[Match]:
        place = bisect_left(self._from_each_word, (asked,))
        while place < len(self._from_each_word) and self._from_each_word[place][0].startswith(asked):
            whole, id, at_start = self._from_each_word[place]
            share = len(asked) / len(whole)
            yield Match(id, round((80.0 if at_start else 60.0) + 10.0 * share, 1), "start")
            place += 1

    def _alike(self, asked: tuple[str, ...]) -> Iterator[Match]:
        # Imported here because most runs of the program never rank anything, and start-up time counts.
        from rapidfuzz import fuzz, process

        sound = " ".join(sorted(skeleton(word) for word in asked))
        least = _LEAST_ALIKE if len(sound) > 3 else 100.0
        found = process.extract(
            sound, self._sound_list, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=None
        )
        for alike, score, _ in found:
            for id, weight in self._sounds[alike].items():
                yield Match(id, round(score * weight, 1), "fuzzy")

    def _place(self, match: Match) -> tuple[int, float]:
        return _ORDER[match.why], -match.score

    def _key(self, match: Match, here: frozenset[str]) -> tuple[int, bool, float, str, str]:
        return _ORDER[match.why], match.id not in here, -match.score, self._names[match.id], match.id


def rank(
    query: str, known: Sequence[Known] | Index, *, here: Collection[str] = (), limit: int = 9
) -> list[Match]:
    """Return the likeliest entities that ``query`` may mean, best first.

    Exact names come first, then aliases, surnames, initials, names with a word that starts so,
    and last those merely alike. Within each, entities ``here`` (already in this article) come
    first, then the higher score, then the name. An empty query gives those ``here`` in the
    order given, then the others by name. For a query that grows letter by letter hand in an
    `Index`, which is slow to make and fast to ask.
    """
    index = known if isinstance(known, Index) else Index(known)
    return index.rank(query, here=here, limit=limit)


def _file(table: dict[str, list[str]], key: str, id: str) -> None:
    ids = table.setdefault(key, [])
    if id not in ids:
        ids.append(id)


def _unfile(table: dict[str, list[str]], key: str, id: str) -> None:
    left = [one for one in table[key] if one != id]
    if left:
        table[key] = left
    else:
        del table[key]


def _take_out(ordered: list[Sorted], item: Sorted) -> None:
    """Remove an item from a sorted list that has it."""
    del ordered[bisect_left(ordered, item)]


def _initials(parts: tuple[str, ...]) -> set[str]:
    """Return what a name may be abbreviated to: with its small words and without them."""
    if len(parts) < 2:
        return set()
    every = "".join(part[0] for part in parts)
    large = "".join(part[0] for part in parts if part not in SMALL_WORDS)
    return {letters for letters in (every, large) if 2 <= len(letters) <= _LONGEST_INITIALS}
