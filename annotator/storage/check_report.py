"""What a check found."""

from dataclasses import dataclass, field
from pathlib import Path

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: str
    """``file``, ``structure``, ``table``, ``schema``, ``reference``, ``project``, ``codebook``,
    ``text``, ``article``, ``entity``, ``annotation``, ``link``, ``tombstone``,
    ``journal`` or ``search index``."""
    where: str
    """What it is about, such as ``annotation 0199…``."""
    sentence: str


@dataclass(slots=True)
class CheckReport:
    """What was checked, how many of each, and what was found."""

    path: Path
    checked: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0
    """How many further findings there are that are not listed."""

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.findings

    def count(self, what: str, number: int) -> None:
        """Take note that ``number`` more of ``what`` were checked."""
        self.checked[what] = self.checked.get(what, 0) + number

    def add(self, kind: str, where: str, sentence: str) -> None:
        """Take note of a finding."""
        if len(self.findings) < _MOST:
            self.findings.append(Finding(kind, where, sentence))
        else:
            self.left_out += 1
