"""What the recordings came to: sums by article, and what a complete claim takes."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from annotator.core.codebook import ACTOR, CLAIM, DATE
from benchmarks.effort.recording import Cost
from benchmarks.effort.truth import FOLDER, Truth, place_of

AIM = 6
"""The most key presses that a complete claim should take where what is proposed is right."""

_KEY_AND_ENTER = 2
_WHOLE = 2
"""Parts of a claim that has a speaker and an event date."""


@dataclass(frozen=True, slots=True)
class Complete:
    """A claim with what makes it complete: the mentions of its speaker and of its event date."""

    claim: Cost
    parts: tuple[Cost, ...]
    """The date and the mention, before the claim; a claim of nobody in particular has none."""

    @property
    def keys(self) -> int:
        """Key presses for all of it; a mention that several claims share is counted with each."""
        return self.claim.keys + sum(part.keys for part in self.parts)

    @property
    def right(self) -> bool:
        """Whether nothing of it had to be corrected: all that was proposed was confirmed as it was."""
        return all(one.right for one in (self.claim, *self.parts))

    @property
    def plain(self) -> bool:
        """Whether each part took its layer's key and Enter, and nothing else."""
        return all(len(one.pressed) == _KEY_AND_ENTER for one in (self.claim, *self.parts))

    @property
    def dragged(self) -> bool:
        """Whether a span of it had to be selected with the mouse."""
        return not all(one.by_key for one in (self.claim, *self.parts))


def complete(costs: Sequence[Cost]) -> list[Complete]:
    """Return each claim with its parts."""
    return [Complete(one, (*_dates(one, costs), *_speakers(one, costs))) for one in _of(costs, CLAIM)]


def _of(costs: Sequence[Cost], layer: str) -> list[Cost]:
    return [one for one in costs if one.wanted.layer == layer]


def _dates(claim: Cost, costs: Sequence[Cost]) -> list[Cost]:
    aims = claim.wanted.links.get("event_date", ())
    return [one for one in _of(costs, DATE) if place_of(one.wanted) in aims]


def _speakers(claim: Cost, costs: Sequence[Cost]) -> list[Cost]:
    """Return the mention of the claim's speaker that is nearest to it."""
    start, end = claim.wanted.start, claim.wanted.end
    said = [one for one in _of(costs, ACTOR) if one.wanted.links["entity"] == claim.wanted.links["speaker"]]
    return sorted(said, key=lambda one: max(start - one.wanted.end, one.wanted.start - end, 0))[:1]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the largest of some numbers of key presses."""

    count: int
    median: float
    most: int


def spread(values: Sequence[int]) -> Spread:
    """Return the spread of ``values``, zeros if there are none."""
    return Spread(len(values), median(values), max(values)) if values else Spread(0, 0, 0)


def as_json(truth: Truth, costs: Sequence[Cost]) -> dict[str, object]:
    """Return what one recording came to."""
    done = complete(costs)
    return {
        "article": truth.article,
        "sort": truth.sort,
        "claims": len(truth.of(CLAIM)),
        "actors": len(truth.of(ACTOR)),
        "dates": len(truth.of(DATE)),
        "links": truth.links,
        "keys": sum(one.keys for one in costs),
        "gestures": sum(one.gestures for one in costs),
        "dragged": sum(not one.by_key for one in costs),
        "span_by_key": {
            layer: sum(one.by_key for one in _of(costs, layer)) for layer in (CLAIM, ACTOR, DATE)
        },
        "right": {layer: sum(one.right for one in _of(costs, layer)) for layer in (CLAIM, ACTOR, DATE)},
        "complete_right": sum(one.right for one in done),
        "claim_alone_right": asdict(spread([one.claim.keys for one in done if one.claim.right])),
        "claim_alone": asdict(spread([one.claim.keys for one in done])),
        "complete_right_by_key": asdict(spread([one.keys for one in done if one.right and not one.dragged])),
        "complete_right_dragged": asdict(spread([one.keys for one in done if one.right and one.dragged])),
        "complete": asdict(spread([one.keys for one in done])),
        "examples": _examples(done, truth.text),
        "marks": [
            {
                **{"layer": one.wanted.layer, "start": one.wanted.start, "end": one.wanted.end},
                **{"keys": one.keys, "gestures": one.gestures, "span_by_key": one.by_key, "right": one.right},
                "pressed": " ".join(one.pressed),
            }
            for one in costs
        ],
    }


def _examples(done: Sequence[Complete], text: str) -> list[list[dict[str, object]]]:
    """Return the steps of two claims for which everything was right.

    One has a speaker and a date and took the most keys; the other has a date that is known, and no drag.
    """
    right = [one for one in done if one.right and one.plain]
    whole = sorted((one for one in right if len(one.parts) == _WHOLE), key=lambda one: -one.keys)
    dated = [one for one in right if not one.dragged and any(_is_known_date(part) for part in one.parts)]
    return [_as_steps(one, text) for one in (*whole[:1], *dated[:1])]


def _is_known_date(one: Cost) -> bool:
    return one.wanted.layer == DATE and bool(one.wanted.values["value"])


def _as_steps(one: Complete, text: str) -> list[dict[str, object]]:
    return [
        {
            **{"layer": part.wanted.layer, "quote": _quote(part, text), "said": _said(part, text)},
            **{"dragged": not part.by_key, "pressed": list(part.pressed)},
        }
        for part in (*sorted(one.parts, key=lambda part: part.wanted.start), one.claim)
    ]


def _quote(one: Cost, text: str) -> str:
    return " … ".join(text[slice(*span)] for span in one.wanted.fragments)


def _said(one: Cost, text: str) -> str:
    """Return what was proposed for a mark for which that was right."""
    values, links = one.wanted.values, one.wanted.links
    if one.wanted.layer == DATE:
        return f"{values['value'] or 'no value'} ({values['kind']})"
    if one.wanted.layer == ACTOR:
        return f"“{links['entity'][0]}”"
    said = [f"{name} “{value}”" for name, value in values.items()]
    for name, aims in links.items():
        for aim in aims:
            words = text[slice(*map(int, aim.split(":")))] if name.endswith("_date") and ":" in aim else aim
            said.append(f"{name.replace('_', ' ')} “{words}”")
    return ", ".join(said)


def files() -> list[Path]:
    """Return the files of truths, in the order in which they are listed."""
    return sorted(FOLDER.glob("*.toml"), key=lambda path: tomllib.loads(path.read_text("utf-8"))["article"])
