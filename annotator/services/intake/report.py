"""What became of the rows of a file."""

from dataclasses import dataclass, field

from annotator.formats.columns import ANNOTATIONS

Listed = list[tuple[int, str]]


@dataclass(slots=True)
class ImportReport:
    """What became of the rows of a file. Lines are counted in the file, from 1."""

    new: int = 0
    """Annotations, entities or links that were imported, whatever the file is a table of."""
    same: int = 0
    """Rows that are in the project already, just so, or in another of the files."""
    clashing: Listed = field(default_factory=list)
    """Rows whose annotation, entity or link is in the project with other content; ours was kept."""
    refused: Listed = field(default_factory=list)
    """Rows that do not fit, each with a sentence why."""
    people: list[str] = field(default_factory=list)
    """The names of annotators that the project did not know before."""
    notes: list[str] = field(default_factory=list)
    """Sentences about the file as a whole."""
    imported: bool = True
    """False if nothing was imported because of the rows in `refused`, of this file or another."""
    table: str = ANNOTATIONS
    """What its rows are: ``annotations``, ``entities`` or ``links``."""
    links: int = 0
    """Links that were imported from the rows of annotations."""
    unlinked: Listed = field(default_factory=list)
    """Links in rows of annotations that could not be made, while the annotation was imported."""

    @property
    def quiet(self) -> bool:
        """Nothing has to be listed."""
        return not (self.refused or self.clashing or self.unlinked)
