"""What the window works on: the project, the article shown, the mark selected.

The panels read from here and ask here for changes; each change is one call of a service.
What a change touched goes out as signals, so that a panel redraws that and nothing else.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError, NotFound, ProjectError
from annotator.core.model import Annotation, Entity, Status, Value, with_fragments
from annotator.core.spans import Fragments
from annotator.services import articles as article_services
from annotator.services import entities, fields, history, marking, people, projects, proposing
from annotator.services.fields import Aim
from annotator.services.marking import Loaded
from annotator.services.projects import Act, Project
from annotator.ui.knowledge import CODEBOOK
from annotator.ui.shown import Shown

Result = TypeVar("Result")


class Workspace(Shown):
    """The open project, what is chosen in it, and every change that the window makes."""

    def mark(self, layer: Layer, fragments: Fragments) -> Annotation | None:
        """Mark ``fragments`` of the article shown: shown at once, then saved.

        Returns the annotation, or None if it could not be saved, which was said.
        """
        project, article = self.project, self.article
        if project is None or article is None or self.annotator is None:
            return None
        annotation = self._run(
            lambda: marking.plan(article, self.text, layer.id, fragments, project.annotator), saves=False
        )
        if annotation is None:
            return None
        self.saving = True
        self.saved_changed.emit()
        self.previewed.emit(annotation)
        annotation, links = proposing.proposed(annotation, self.known.around(article, self.text, self.own()))
        act = self._run(lambda: marking.add(project, annotation, links))
        self.saving = False
        if act is None:
            self.catch_up()
            self.annotations_changed.emit([annotation.id])
            self.saved_changed.emit()
            return None
        # Only now: the mark had not to wait for the rest of a long article.
        self.catch_up()
        if self.article is not None:
            self.loaded[annotation.id] = Loaded(annotation, None)
            self.known.put_links(annotation.id, links)
        self._count(article.id, {layer.id: 1})
        self._adopt_article()
        self.annotations_changed.emit([annotation.id])
        self.articles_changed.emit([article.id])
        self._settled()
        return annotation

    def set_note(self, annotation_id: str, note: str) -> None:
        """Change the note of an annotation."""
        self._replace(annotation_id, lambda old: replace(old, note=note), "change note")

    def set_tags(self, annotation_id: str, tags: tuple[str, ...]) -> None:
        """Change the tags of an annotation."""
        self._replace(annotation_id, lambda old: replace(old, tags=tags), "change tags")

    def set_layer(self, annotation_id: str, layer_id: str) -> None:
        """Move an annotation to another layer."""
        self._replace(annotation_id, lambda old: replace(old, layer=layer_id), "change layer")

    def set_fragments(self, annotation_id: str, fragments: Fragments, verb: str) -> None:
        """Give an annotation other fragments."""
        self._replace(annotation_id, lambda old: with_fragments(old, fragments, self.text), verb)

    def set_value(self, ids: Iterable[str], field_id: str, value: Value) -> bool:
        """Give annotations a value for a field; what the field does not take is refused with a sentence."""
        wanted = list(ids)
        return self.do(lambda project: fields.set_value(project, wanted, field_id, value), wanted) is not None

    def set_links(self, ids: Iterable[str], field_id: str, aims: Sequence[Aim]) -> bool:
        """Let a linking field of annotations point to ``aims`` and nothing else."""
        wanted = list(ids)
        return self.do(lambda project: fields.set_links(project, wanted, field_id, aims), wanted) is not None

    def add_link(self, annotation_id: str, field_id: str, aim: Aim) -> bool:
        """Let a field of an annotation point to one thing more, or to another if it takes only one."""
        return self.do(lambda project: fields.add_link(project, annotation_id, field_id, aim)) is not None

    def confirm(self, ids: Iterable[str], field_ids: Collection[str] | None = None) -> bool:
        """Confirm what was proposed for annotations, for some fields or for all."""
        wanted = list(ids)
        return self.do(lambda project: fields.confirm(project, wanted, field_ids), wanted) is not None

    def assign(self, ids: Iterable[str], entity: Entity) -> bool:
        """Say which entity actor annotations mention; a new one is added to the project."""
        wanted = list(ids)
        language = self.article.language if self.article else ""
        first = self.loaded.get(wanted[0]) if wanted else None
        how = proposing.refers(first.annotation.quote, entity, language) if first else ""
        return self.do(lambda project: entities.assign(project, wanted, entity, refers=how)) is not None

    def do(self, change: Callable[[Project], Act], shown: list[str] | None = None) -> Act | None:
        """Do one act of a service and show what it changed; a refusal is said, and None returned.

        ``shown`` are the annotations whose stored values are shown again after a refusal.
        """
        project = self.project
        return self._applied(lambda: change(project), shown) if project else None

    def remove(self, ids: Iterable[str]) -> bool:
        """Remove annotations; those of others are refused with a sentence."""
        project = self.project
        wanted = [key for key in ids if key in self.loaded]
        if project is None or not wanted:
            return False
        return self._apply(lambda: marking.remove(project, wanted))

    def set_status(self, article_id: str, status: Status) -> None:
        """Say how far the work on an article is."""
        project = self.project
        if project is not None:
            self._apply(lambda: article_services.set_status(project, article_id, status))

    def edit_article(self, article_id: str, fields: dict[str, str]) -> None:
        """Change an article's metadata."""
        project = self.project
        if project is not None:
            self._apply(lambda: article_services.edit(project, article_id, **fields))

    def remove_article(self, article_id: str) -> None:
        """Remove an article with all its annotations."""
        project = self.project
        if project is not None:
            self._apply(lambda: article_services.remove(project, article_id))

    def undo(self) -> Act | None:
        """Take back the last change of the present annotator; returns it."""
        self.leaving.emit()
        project = self.project
        return self._applied(lambda: history.undo(project)) if project else None

    def redo(self) -> Act | None:
        """Do again what was taken back last; returns it."""
        project = self.project
        return self._applied(lambda: history.redo(project)) if project else None

    def rename_annotator(self, name: str) -> bool:
        """Correct the present annotator's name on everything they made."""
        project = self.project
        return project is not None and self._apply(lambda: people.rename(project, name))

    def switch_annotator(self, name: str) -> bool:
        """Let somebody else annotate from now on."""
        project = self.project
        if project is None or self._run(lambda: people.switch(project, name)) is None:
            return False
        self.catch_up()
        self._read_annotators()
        self.annotator_changed.emit()
        self.people_changed.emit()
        self.annotations_changed.emit([])
        self.selection_changed.emit()
        self.history_changed.emit()
        return True

    def save_copy(self, target: Path, *, force: bool = False) -> bool:
        """Write a copy of the project as it is now to ``target``."""
        project = self.project
        if project is None:
            return False

        def write() -> bool:
            projects.save_copy(project, target, force=force)
            return True

        return bool(self._run(write, saves=False))

    def refresh(self) -> None:
        """Read everything anew: another program changed the file, or much was imported."""
        if self.project is None:
            return
        self._counts.clear()
        self._read_annotators()
        self.known.read_project(self.project)
        self.codebook_changed.emit()
        self.entities_changed.emit()
        shown, self.article = self.article, None
        self.people_changed.emit()
        self.articles_changed.emit([])
        if shown is None or not self.open_article(shown.id):
            self._set_article(None, "", [])
        self.history_changed.emit()

    def absorb(self) -> None:
        """Take over what a job of this window wrote through a connection of its own."""
        if self.project is not None:
            self.project.changed_elsewhere()
            self.refresh()
            self._settled()

    def look_for_changes(self) -> None:
        """Notice, by stat only, that the file was moved or changed by another program."""
        project = self.project
        if project is None:
            return
        try:
            project.still_there()
            if project.changed_elsewhere():
                self.refresh()
                self.said.emit("info", self.tr("Another program changed this project; it was read again."))
        except ProjectError as error:
            self._fail(error)

    # --- how changes are made ----------------------------------------------------------

    def _replace(self, annotation_id: str, change: Callable[[Annotation], Annotation], verb: str) -> None:
        project = self.project
        item = self.loaded.get(annotation_id)
        if project is None or item is None:
            return
        changed = change(item.annotation)
        if changed != item.annotation:
            self._apply(lambda: marking.replace(project, changed, verb), [annotation_id])

    def _apply(self, call: Callable[[], Act], shown: list[str] | None = None) -> bool:
        return self._applied(call, shown) is not None

    def _applied(self, call: Callable[[], Act], shown: list[str] | None = None) -> Act | None:
        """Run one act and take over what it touched; on refusal show again what is stored."""
        self.catch_up()
        act = self._run(call)
        if act is None:
            if shown:
                self.annotations_changed.emit(shown)
            return None
        self._take_over(act)
        return act

    def _run(self, call: Callable[[], Result], *, saves: bool = True) -> Result | None:
        try:
            result = call()
        except AnnotatorError as error:
            self._fail(error, saves=saves)
            return None
        if saves and self.unsaved:
            self.unsaved = ""
            self.saved_changed.emit()
        return result

    def _fail(self, error: AnnotatorError, *, saves: bool = True) -> None:
        if saves and isinstance(error, ProjectError):
            self.unsaved = str(error)
            self.saved_changed.emit()
        self.said.emit("error", str(error))

    def _take_over(self, act: Act) -> None:
        """Read again what ``act`` touched and tell the panels."""
        if self.project is None:
            return
        kinds = {kind for kind, _ in act.touched}
        before = self.gold_here
        relinked = self.known.follow(self.project, act, self.loaded)
        if CODEBOOK & kinds:
            self.codebook_changed.emit()
        if "entity" in kinds:
            self.entities_changed.emit()
        if act.bulk:
            self.refresh()
            self._settled()
            return
        if "annotator" in kinds:
            self._read_annotators()
            self.annotator_changed.emit()
            self.people_changed.emit()
            self.annotations_changed.emit([])
        touched = [key for kind, key in act.touched if kind == "annotation"]
        touched += sorted(relinked.difference(touched))
        article_ids = [key for kind, key in act.touched if kind == "article"]
        if act.article_id and touched:
            self._counts.pop(act.article_id, None)
            article_ids = [*article_ids, act.article_id]
        if touched and not act.article_id:  # In several articles, as when all mentions are marked.
            self._counts.clear()
        if self.article is not None and self.article.id in article_ids:
            self._adopt_article()
        if touched:
            self._read_annotations(touched)
        if before != self.gold_here:
            self._people_chosen()
        if touched and not act.article_id:
            self.articles_changed.emit([])
        elif article_ids:
            self.articles_changed.emit(sorted(set(article_ids)))
        self._settled()

    def _adopt_article(self) -> None:
        """Read the metadata of the article shown again; it may be gone."""
        if self.project is None or self.article is None:
            return
        try:
            self.article = self.project.article(self.article.id)
        except NotFound:
            self._set_article(None, "", [])

    def _read_annotations(self, touched: list[str]) -> None:
        project, article = self.project, self.article
        if project is None or article is None:
            return
        for key in touched:
            found = project.annotation(key)
            if found is not None and found.article_id == article.id:
                self.loaded[key] = marking.loaded(found, self.text)
            else:
                self.loaded.pop(key, None)
        gone = {key for key in self.selected_ids if key not in self.loaded}
        self.annotations_changed.emit(touched)
        if gone or self.current_id in touched:
            self.selected_ids -= gone
            self.current_id = self.current_id if self.current_id in self.loaded else None
            self.reveal = False
            self.selection_changed.emit()

    def _count(self, article_id: str, more: dict[str, int]) -> None:
        known = self._counts.get(article_id)
        if known is not None:
            for layer_id, number in more.items():
                known[layer_id] = known.get(layer_id, 0) + number

    def _settled(self) -> None:
        self.saved_changed.emit()
        self.history_changed.emit()
