"""Where in a sample article the words stand that are marked in it."""

from collections.abc import Iterator, Sequence

from annotator.core.errors import NotFound
from annotator.core.spans import Span


def places(text: str, quotes: Sequence[str], occurrence: int) -> Iterator[Span]:
    """Yield where ``quotes`` stand: the first at its occurrence, the others each after the one before.

    Raises:
        NotFound: if one is not there.
    """
    start = -1
    for _ in range(occurrence):
        start = _find(text, quotes[0], start + 1)
    for number, quote in enumerate(quotes):
        start = start if number == 0 else _find(text, quote, start)
        yield Span(start, start + len(quote))
        start += len(quote)


def _find(text: str, quote: str, start: int) -> int:
    found = text.find(quote, start)
    if found < 0:
        raise NotFound(f"The sample article does not say “{quote}”.")
    return found
