"""What the window works on: the project, the article shown, the mark selected.

The panels read from here and ask here for changes; each change is one call of a service.
What a change touched goes out as signals, so that a panel redraws that and nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.core.errors import AnnotatorError, NotFound, ProjectError
from annotator.core.model import Annotation, Annotator, Article, Layer, Status, with_fragments
from annotator.core.spans import Fragments
from annotator.services import articles as article_services
from annotator.services import history, marking, people, projects
from annotator.services.marking import Loaded
from annotator.services.projects import Act, Project
from annotator.ui.texts import counted

Result = TypeVar("Result")


class Workspace(QObject):
    """The open project and what is chosen in it."""

    leaving = Signal()
    """The article, the project or the state of now is about to be left: keep half-typed words."""
    project_changed = Signal()
    article_changed = Signal()
    articles_changed = Signal(list)
    """Ids of articles whose metadata, status or counts changed; empty for all."""
    annotations_changed = Signal(list)
    """Ids of annotations of the article shown that were touched; empty for all."""
    previewed = Signal(object)
    """An annotation that is about to be saved: to be shown at once."""
    selection_changed = Signal()
    history_changed = Signal()
    annotator_changed = Signal()
    """Who annotates, or their name."""
    saved_changed = Signal()
    said = Signal(str, str)
    """Kind ("info", "warning", "error") and a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no project."""
        super().__init__(parent)
        self.project: Project | None = None
        self.article: Article | None = None
        self.text = ""
        self.loaded: dict[str, Loaded] = {}
        self.current_id: str | None = None
        self.selected_ids: frozenset[str] = frozenset()
        self.annotators: dict[str, Annotator] = {}
        self.layers: list[Layer] = []
        self._layer_of: dict[str, Layer] = {}
        self.saving = False
        self.unsaved = ""
        """The sentence about the last change that could not be saved; empty if all is saved."""
        self._counts: dict[str, dict[str, int]] = {}

    # --- the project -------------------------------------------------------------------

    @property
    def annotator(self) -> Annotator | None:
        """Who annotates."""
        return self.project.annotator if self.project else None

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be changed."""
        return self.project is None or self.project.read_only

    def use(self, project: Project | None) -> None:
        """Work on ``project`` from now on; the one before is closed."""
        self.leaving.emit()
        self.close()
        self.project = project
        if project is not None:
            self.layers = project.layers()
            self._layer_of = {layer.id: layer for layer in self.layers}
            self._read_annotators()
        self.project_changed.emit()
        self.articles_changed.emit([])
        self.history_changed.emit()
        self.saved_changed.emit()

    def close(self) -> None:
        """Close the project, if one is open."""
        if self.project is None:
            return
        self.leaving.emit()
        self.show_article(None)
        project, self.project = self.project, None
        self.layers, self.annotators, self.unsaved = [], {}, ""
        self._counts.clear()
        project.close()

    def _read_annotators(self) -> None:
        if self.project is not None:
            self.annotators = {person.id: person for person in self.project.annotators()}

    def layer(self, layer_id: str) -> Layer | None:
        """Return the layer with this id."""
        return self._layer_of.get(layer_id)

    # --- the article -------------------------------------------------------------------

    def open_article(self, article_id: str) -> bool:
        """Show an article; a sentence is said if its text is damaged. Returns whether it is shown."""
        project = self.project
        if project is None:
            return False
        if self.article is not None and self.article.id == article_id:
            return True
        self.leaving.emit()
        try:
            article = project.article(article_id)
            text = project.text(article_id)
            loaded = marking.load(project, article_id, text)
        except AnnotatorError as error:
            self.said.emit("error", str(error))
            return False
        self._set_article(article, text, loaded)
        damaged = sum(1 for item in loaded if item.damage)
        if damaged:
            one = self.tr(
                "1 annotation of this article does not fit its text; it is kept and listed as damaged."
            )
            more = self.tr(
                "{n} annotations of this article do not fit its text; they are kept and listed as damaged."
            )
            self.said.emit("warning", counted(damaged, one, more))
        return True

    def show_article(self, article_id: str | None) -> None:
        """Show an article, or none."""
        if article_id is not None:
            self.open_article(article_id)
        elif self.article is not None:
            self.leaving.emit()
            self._set_article(None, "", [])

    def _set_article(self, article: Article | None, text: str, loaded: list[Loaded]) -> None:
        self.article, self.text = article, text
        self.loaded = {item.annotation.id: item for item in loaded}
        self.current_id, self.selected_ids = None, frozenset()
        self.article_changed.emit()
        self.selection_changed.emit()

    def select(self, annotation_id: str | None, reveal: bool = True) -> None:
        """Make an annotation the current one; None selects nothing."""
        if annotation_id is not None and annotation_id not in self.loaded:
            return
        chosen = frozenset([annotation_id]) if annotation_id else frozenset()
        if (annotation_id, chosen) != (self.current_id, self.selected_ids) or reveal:
            self.current_id, self.selected_ids = annotation_id, chosen
            self.reveal = reveal
            self.selection_changed.emit()

    reveal = True
    """Whether the last selection is to be scrolled into view."""

    def select_many(self, ids: Iterable[str]) -> None:
        """Select several annotations at once; the first is the current one."""
        chosen = [key for key in ids if key in self.loaded]
        self.selected_ids = frozenset(chosen)
        self.current_id = chosen[0] if len(chosen) == 1 else None
        self.reveal = False
        self.selection_changed.emit()

    @property
    def current(self) -> Annotation | None:
        """The selected annotation, if exactly one is selected."""
        item = self.loaded.get(self.current_id) if self.current_id else None
        return item.annotation if item else None

    def is_mine(self, annotation: Annotation) -> bool:
        """Say whether the present annotator made ``annotation``."""
        return self.annotator is not None and annotation.annotator_id == self.annotator.id

    def mine_at(self, layer_id: str, fragments: Fragments) -> Annotation | None:
        """Return the present annotator's annotation of exactly ``fragments`` on a layer, if there is one."""
        for item in self.loaded.values():
            one = item.annotation
            if one.fragments == fragments and one.layer == layer_id and self.is_mine(one):
                return one
        return None

    def annotator_name(self, annotator_id: str) -> str:
        """Return a name for an annotator's id."""
        person = self.annotators.get(annotator_id)
        return person.name if person else self.tr("unknown annotator")

    def counts(self, article_id: str) -> dict[str, int]:
        """Return the number of annotations of an article by layer id."""
        found = self._counts.get(article_id)
        if found is None and self.project is not None:
            found = self._counts[article_id] = self.project.counts(article_id)
        return found or {}

    def all_counts(self) -> dict[str, dict[str, int]]:
        """Return the counts of all articles at once, for sorting by them."""
        if self.project is not None:
            self._counts = self.project.all_counts()
        return self._counts

    def search(self, words: str) -> list[str]:
        """Return the ids of the articles whose text has all of ``words``."""
        return self.project.search_articles(words) if self.project else []

    # --- changes -----------------------------------------------------------------------

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
        act = self._run(lambda: marking.add(project, annotation))
        self.saving = False
        if act is None:
            self.annotations_changed.emit([annotation.id])
            self.saved_changed.emit()
            return None
        self.loaded[annotation.id] = Loaded(annotation, None)
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
        self._read_annotators()
        self.annotator_changed.emit()
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
        shown, self.article = self.article, None
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
        if act.bulk or "layer" in kinds:
            self.refresh()
            self._settled()
            return
        if "annotator" in kinds:
            self._read_annotators()
            self.annotator_changed.emit()
            self.annotations_changed.emit([])
        touched = [key for kind, key in act.touched if kind == "annotation"]
        article_ids = [key for kind, key in act.touched if kind == "article"]
        if act.article_id and touched:
            self._counts.pop(act.article_id, None)
            article_ids = [*article_ids, act.article_id]
        if self.article is not None and self.article.id in article_ids:
            self._adopt_article()
        if touched:
            self._read_annotations(touched)
        if article_ids:
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
