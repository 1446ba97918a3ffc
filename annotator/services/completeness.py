"""What is still missing in an article before it can be called done."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.core.codebook import Codebook, Field
from annotator.core.model import Annotation, Link
from annotator.services import fields
from annotator.storage.project import Project


class Gap(NamedTuple):
    """A required field of an annotation that has no value, or one that nobody has confirmed."""

    annotation: Annotation
    field: Field
    proposed: bool
    """It has a value that a program proposed and no person has confirmed."""


def gaps(book: Codebook, annotations: Iterable[Annotation], links: Mapping[str, Sequence[Link]]) -> list[Gap]:
    """Return what is missing in ``annotations``, in their order and that of the codebook."""
    found = []
    for annotation in annotations:
        layer = book.layer(annotation.layer)
        for field in layer.shown if layer and not layer.retired else ():
            if not field.required:
                continue
            has, proposed = _state(annotation, field, links.get(annotation.id, ()))
            if not has or proposed:
                found.append(Gap(annotation, field, proposed))
    return found


def of_article(project: Project, article_id: str) -> list[Gap]:
    """Return what is missing in the present annotator's annotations of an article.

    Raises:
        ProjectError: if the file cannot be read.
    """
    own = [one for one in project.annotations(article_id) if one.annotator_id == project.annotator.id]
    return gaps(project.codebook(), own, fields.links_by_annotation(project, article_id))


def _state(annotation: Annotation, field: Field, links: Sequence[Link]) -> tuple[bool, bool]:
    """Return whether a field has a value, and whether all that it has is only proposed."""
    if not field.linking:
        return bool(annotation.value(field.id)), field.id in annotation.proposed
    own = [link for link in links if link.field == field.id]
    return bool(own), bool(own) and all(link.proposed for link in own)
