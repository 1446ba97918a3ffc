"""Which annotations lie in a stretch of text: a dict of buckets of 1,024 code points.

A project's longest articles have a million characters and ten thousand annotations, and the
view asks at every repaint, so the answer must not look at all of them.
"""

from collections.abc import Iterable

from annotator.core.spans import Fragments

_SHIFT = 10


class SpanIndex:
    """Fragments by id, found by the code points they cover."""

    def __init__(self) -> None:
        self._buckets: dict[int, set[str]] = {}
        self._fragments: dict[str, Fragments] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._buckets.clear()
        self._fragments.clear()

    def put(self, key: str, fragments: Fragments) -> None:
        """Add ``key``, or move it to other ``fragments``."""
        if key in self._fragments:
            self.drop(key)
        self._fragments[key] = fragments
        buckets = self._buckets
        for bucket in self._touched(fragments):
            if bucket in buckets:
                buckets[bucket].add(key)
            else:
                buckets[bucket] = {key}

    def drop(self, key: str) -> Fragments | None:
        """Remove ``key`` and return the fragments it had; None if it was not there."""
        fragments = self._fragments.pop(key, None)
        if fragments is None:
            return None
        for bucket in self._touched(fragments):
            self._buckets[bucket].discard(key)
        return fragments

    def fragments(self, key: str) -> Fragments | None:
        """Return the fragments of ``key``; None if it is not there."""
        return self._fragments.get(key)

    def overlapping(self, start: int, end: int) -> list[str]:
        """Return the keys whose envelope meets ``[start, end)``, in reading order.

        Longer ones come before shorter ones that start at the same place. A key whose
        fragments all lie outside, with a gap between them here, is included: the gap is
        drawn too.
        """
        found: set[str] = set()
        for bucket in range(start >> _SHIFT, (max(start, end - 1) >> _SHIFT) + 1):
            found |= self._buckets.get(bucket, frozenset())
        inside = [
            key
            for key in found
            if self._fragments[key][0].start < end and start < self._fragments[key][-1].end
        ]
        return sorted(inside, key=self._order)

    def _order(self, key: str) -> tuple[int, int, str]:
        fragments = self._fragments[key]
        return fragments[0].start, -fragments[-1].end, key

    @staticmethod
    def _touched(fragments: Fragments) -> Iterable[int]:
        return range(fragments[0].start >> _SHIFT, (fragments[-1].end - 1 >> _SHIFT) + 1)
