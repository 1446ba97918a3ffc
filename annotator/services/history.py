"""Undo, redo, and what they would do."""

from annotator.storage.journal import Act, Change, Entry, Inserted
from annotator.storage.project import Project

__all__ = ["Act", "Change", "Entry", "Inserted", "redo", "redoable", "undo", "undoable"]


def undo(project: Project) -> Act:
    """Take back the present annotator's newest act; returns the undoing, with what it touched.

    Raises:
        NothingToUndo: if there is none.
        UndoConflict: if somebody has changed the same since; nothing is changed.
        ProjectError: if it cannot be saved.
    """
    return project.undo()


def redo(project: Project) -> Act:
    """Do again what the present annotator undid last, if nothing new was done since.

    Raises:
        NothingToUndo: if there is nothing.
        UndoConflict: if somebody has changed the same since; nothing is changed.
        ProjectError: if it cannot be saved.
    """
    return project.redo()


def undoable(project: Project) -> Act | None:
    """Return the act that `undo` would take back."""
    return project.undoable()


def redoable(project: Project) -> Act | None:
    """Return the act that `redo` would do again."""
    return project.redoable()
