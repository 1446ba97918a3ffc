"""What a salvage saved, from where, and what it could not."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be saved."""

    kind: str
    """The table it was in."""
    where: str
    sentence: str


@dataclass(slots=True)
class SalvageReport:
    """What was saved, from where, and what was not."""

    damaged: Path
    target: Path
    backup: Path | None = None
    """The backup that helped out."""
    from_file: Counter[str] = field(default_factory=Counter)
    """Rows by table that were read from the damaged file."""
    from_backup: Counter[str] = field(default_factory=Counter)
    lost: list[Loss] = field(default_factory=list)
    left_out: int = 0
    """Losses beyond those that are listed."""

    @property
    def complete(self) -> bool:
        """Whether everything was saved."""
        return not self.lost

    def lose(self, kind: str, where: str, sentence: str) -> None:
        """Note a loss."""
        if len(self.lost) < _SHOWN:
            self.lost.append(Loss(kind, where, sentence))
        else:
            self.left_out += 1
