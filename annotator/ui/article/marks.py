"""How each mark is to be drawn: its layer's shape and colours, whose it is, its state."""

from dataclasses import dataclass

from annotator.core.codebook import Layer
from annotator.core.spans import Fragments

FILL = "fill"
UNDERLINE = "underline"
DOTTED = "dotted"
BOX = "box"


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation as the article view needs it."""

    id: str
    layer: Layer
    fragments: Fragments
    mine: bool = True
    who: str = ""
    """The annotator's id; only looked at where several people's marks are shown."""
    gold: bool = False
    """Whether it is gold, and gold is shown."""


@dataclass(slots=True)
class Highlighted:
    """Which marks stand out at the moment."""

    current: str | None = None
    hovered: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    aimed: str | None = None
    """The mark that a dragged link would point to."""

    def is_selected(self, key: str) -> bool:
        """Say whether the mark is the current one, one of several selected, or aimed at."""
        return key in (self.current, self.aimed) or key in self.many
