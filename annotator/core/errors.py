"""Every refusal that a person may see, as one sentence.

The window and the command line show ``str(error)`` and nothing else, so each class takes
the whole sentence: what happened, what was kept, what to do.
"""


class AnnotatorError(Exception):
    """Base of all refusals that are not bugs; ``str()`` is the sentence for the person."""


class InvalidSpan(AnnotatorError):
    """Fragments that do not lie in the text, touch, overlap, or are out of order."""


class InvalidValue(AnnotatorError):
    """A value that a field does not take, such as a date that is not a date."""


class NotFound(AnnotatorError):
    """Something named by id or path that is not there."""


class NotAllowed(AnnotatorError):
    """A change that the rules forbid, such as editing somebody else's annotation."""


class NothingToUndo(AnnotatorError):
    """Undo or redo was asked for with nothing left to take back."""


class UndoConflict(AnnotatorError):
    """Undo would overwrite something that was changed after the act in question."""


class UnreadableInput(AnnotatorError):
    """A file that was handed in and cannot be read as what it claims to be."""


class OutputRefused(AnnotatorError):
    """An export that cannot be written where it was asked for; nothing was written."""


class Cancelled(AnnotatorError):
    """The person stopped a long piece of work; the project is as it was before."""


class ProjectError(AnnotatorError):
    """Base for everything that is wrong with a project file as a whole."""


class NotAProject(ProjectError):
    """Not SQLite, or SQLite that belongs to another program."""


class ProjectTooNew(ProjectError):
    """Written by a newer version of the program, with a format this one does not know."""


class ProjectDamaged(ProjectError):
    """The file's structure is broken, or differs from what this version would build."""


class ProjectReadOnly(ProjectError):
    """A change was asked for in a project that is open for reading only."""


class ProjectLocked(ProjectError):
    """Another window or command has the project open for writing."""


class ProjectMoved(ProjectError):
    """The file was moved, replaced or removed while it was open."""


class StorageFull(ProjectError):
    """The disk is full or the write failed; the change was not saved."""


class ProjectBusy(ProjectError):
    """Another program kept the file locked for longer than we wait."""
