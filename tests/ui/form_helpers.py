"""What the tests of the inspector's form share: marks, and values as they are in the file."""

from PySide6.QtWidgets import QLineEdit

from annotator.core.model import Annotation, Link
from annotator.core.spans import Span
from annotator.services import entities
from annotator.ui.panels.form.row import FieldRow
from annotator.ui.panels.inspector import Inspector
from annotator.ui.workspace import Workspace


def mark(workspace: Workspace, layer: str, words: str, entity: str = "") -> str:
    """Mark words, and say which entity they mention; nothing stays proposed."""
    start = workspace.text.index(words)
    made = workspace.layer(layer)
    assert made is not None
    annotation = workspace.mark(made, (Span(start, start + len(words)),))
    assert annotation is not None
    workspace.confirm([annotation.id])
    if entity:
        workspace.assign([annotation.id], entities.planned(entity, "person"))
    return annotation.id


def proposed(workspace: Workspace, layer: str, words: str) -> str:
    """Mark words with all that is proposed for them."""
    start = workspace.text.index(words)
    made = workspace.layer(layer)
    assert made is not None
    annotation = workspace.mark(made, (Span(start, start + len(words)),))
    assert annotation is not None
    return annotation.id


def stored(workspace: Workspace, annotation_id: str) -> Annotation:
    """Return an annotation as it is in the file."""
    assert workspace.project is not None
    found = workspace.project.annotation(annotation_id)
    assert found is not None
    return found


def links(workspace: Workspace, annotation_id: str, field: str) -> list[Link]:
    """Return the links of a field as they are in the file."""
    assert workspace.project is not None
    return [link for link in workspace.project.links_of(annotation_id) if link.field == field]


def row(inspector: Inspector, field: str) -> FieldRow:
    """Return the row of a field that is to be seen."""
    form = inspector.shown_form
    assert form is not None
    found = form.rows[field]
    assert found.isVisible()
    return found


def leave(inspector: Inspector) -> None:
    """Put the keyboard elsewhere."""
    elsewhere = inspector.window().findChild(QLineEdit, "elsewhere")
    assert elsewhere is not None
    elsewhere.setFocus()
