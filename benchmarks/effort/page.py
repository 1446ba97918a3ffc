"""The counts as the tables of ``docs/benchmarks.md``, which the terminal shows too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.core.codebook import ACTOR, CLAIM, DATE
from benchmarks.effort.results import AIM

START = "<!-- Between these marks `python -m benchmarks --only effort` writes. -->"
END = "<!-- End of what it writes. -->"


@dataclass(frozen=True, slots=True)
class Pair:
    """One article recorded twice: what `results.as_json` says of each time."""

    with_proposals: dict[str, Any]
    without: dict[str, Any]

    @property
    def title(self) -> str:
        """Which article it is."""
        return f"`{self.with_proposals['article']}` ({self.with_proposals['sort']})"


def markdown(pairs: Sequence[Pair]) -> str:
    """Return everything between the marks."""
    return "\n\n".join(
        "\n".join(part).rstrip() for part in (_whole(pairs), _claims(pairs), _right(pairs), _steps(pairs))
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _whole(pairs: Sequence[Pair]) -> Iterator[str]:
    counted = ("claims", "actors", "dates", "links")
    rows: list[list[object]] = []
    for pair in pairs:
        ours, bare = pair.with_proposals, pair.without
        row = [pair.title, *(ours[name] for name in counted)]
        rows.append([*row, ours["keys"], ours["gestures"], bare["keys"], bare["gestures"]])
    sums = [sum(int(str(row[at])) for row in rows) for at in range(1, len(rows[0]))]
    yield "**A whole article**\n"
    head = ("article", *counted, "keys", "mouse", "keys without proposals", "mouse without")
    yield from _table(head, [*rows, ["together", *sums]])


def _claims(pairs: Sequence[Pair]) -> Iterator[str]:
    rows: list[list[object]] = []
    for pair in pairs:
        ours, bare = pair.with_proposals, pair.without
        right = [ours["complete_right_by_key"], ours["complete_right_dragged"]]
        met = "met" if max(one["most"] for one in right) <= AIM else "**missed**"
        cells = [_counted(one) for one in right]
        alone = _counted(ours["claim_alone_right"])
        rows.append(
            [
                pair.title,
                *cells,
                f"≤ {AIM}: {met}",
                alone,
                _spread(ours["complete"]),
                _spread(bare["complete"]),
            ]
        )
    yield "**Key presses for a complete claim: median / most**\n"
    yield from _table(
        (
            *("article", "all right, spans by key", "all right, with a drag", "aim"),
            *("the claim alone, if right", "every claim", "every claim, nothing proposed"),
        ),
        rows,
    )


def _counted(found: dict[str, Any]) -> str:
    return f"{_spread(found)} ({found['count']} claims)" if found["count"] else "none"


def _spread(found: dict[str, Any]) -> str:
    return f"{found['median']:g} / {found['most']}"


def _right(pairs: Sequence[Pair]) -> Iterator[str]:
    rows: list[list[object]] = []
    for pair in pairs:
        ours = pair.with_proposals
        of = {CLAIM: ours["claims"], ACTOR: ours["actors"], DATE: ours["dates"]}
        spans = f"{ours['span_by_key'][CLAIM]} of {of[CLAIM]}"
        cells = [f"{ours['right'][layer]} of {of[layer]}" for layer in (CLAIM, ACTOR, DATE)]
        rows.append([pair.title, spans, *cells, f"{ours['complete_right']} of {of[CLAIM]}"])
    yield "**How often the program was right**\n"
    head = (
        "article",
        "span of a claim",
        "all values of a claim",
        "who an actor is",
        "date",
        "complete claim",
    )
    yield from _table(head, rows)


def _steps(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield the steps of the first article's examples as they were taken."""
    examples: list[list[dict[str, Any]]] = pairs[0].with_proposals["examples"]
    for example in examples:
        yield f"**A claim, key by key: “{example[-1]['quote']}”**\n"
        yield from _example(example)
        presses = sum(len(part["pressed"]) for part in example)
        yield f"\n{presses} key presses, and {len(example)} times the mouse.\n"


def _example(example: Sequence[dict[str, Any]]) -> Iterator[str]:
    number = 0
    for part in example:
        number += 1
        yield f"{number}. {'A drag over' if part['dragged'] else 'A click into'} “{part['quote']}”."
        for key, meaning in zip(part["pressed"], _meaning(part), strict=True):
            number += 1
            yield f"{number}. **{key}** {meaning}"


def _meaning(part: dict[str, Any]) -> tuple[str, str]:
    """Return what the key of a layer and Enter did."""
    said = part["said"]
    if part["layer"] == DATE:
        return f"marks the date; its card shows {said}.", "confirms it."
    if part["layer"] == ACTOR:
        return f"marks the actor; the list opens with {said} lit.", "takes that."
    return f"marks the claim; filled in are {said}.", "confirms all of it."
