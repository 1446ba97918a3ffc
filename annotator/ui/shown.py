"""What is shown: the project that is open, the article, the annotations selected.

The panels read from here. What changes the project is in `workspace`.

An article that is opened is painted first, and the panels follow. What holds meanwhile, and
where it is held:

- `Shown.loaded` is all annotations of the article, always. A long article is opened with those
  that begin on its first screen (`Shown.at_hand`); whoever asks for `loaded` has the rest read.
- `Shown.catch_up` ends the opening: all is read, and the panels hear `article_read`. It comes by
  itself when the article has been painted, and before anything is selected or changed, so no
  panel hears of a part before it has heard of the whole.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotation, Annotator, Article
from annotator.core.spans import Fragments
from annotator.services import marking
from annotator.services.marking import Loaded
from annotator.services.projects import Project
from annotator.ui.knowledge import Knowledge
from annotator.ui.texts import counted

FIRST_SCREEN = 12_000
"""Code points that no screen shows at once, even in the smallest size of the text."""


class Shown(QObject):
    """The open project and what is chosen in it, for reading."""

    leaving = Signal()
    """The article, the project or the state of now is about to be left: keep half-typed words."""
    project_changed = Signal()
    article_changed = Signal()
    """Another article is shown: to be painted now, with what is `at_hand`; what needs all waits."""
    article_read = Signal()
    """All of the article just shown is there, for the panels."""
    articles_changed = Signal(list)
    """Ids of articles whose metadata, status or counts changed; empty for all."""
    annotations_changed = Signal(list)
    """Ids of annotations of the article shown that were touched; empty for all."""
    previewed = Signal(object)
    """An annotation that is about to be saved: to be shown at once."""
    entities_changed = Signal()
    codebook_changed = Signal()
    """The layers, fields or values that are offered; also when another project is opened."""
    selection_changed = Signal()
    history_changed = Signal()
    annotator_changed = Signal()
    """Who annotates, or their name."""
    saved_changed = Signal()
    _soon = Signal()
    said = Signal(str, str)
    """Kind ("info", "warning", "error") and a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no project."""
        super().__init__(parent)
        self.project: Project | None = None
        self.article: Article | None = None
        self.text = ""
        self._loaded: dict[str, Loaded] = {}
        self._unread_from: int | None = None
        """Annotations that start here or later are not in `_loaded` yet; None if all are there."""
        self._behind = False
        """Whether the panels have still to hear `article_read`."""
        self._soon.connect(self.catch_up, Qt.ConnectionType.QueuedConnection)
        self._when_idle = QTimer(self, interval=0, singleShot=True)
        self._when_idle.timeout.connect(self.catch_up)
        self.current_id: str | None = None
        self.selected_ids: frozenset[str] = frozenset()
        self.annotators: dict[str, Annotator] = {}
        self.known = Knowledge()
        """The codebook, the entities, and the links of the article shown."""
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
            self._read_annotators()
            self.known.read_project(project)
            self.codebook_changed.emit()
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
        self.annotators, self.unsaved = {}, ""
        self.known.read_project(None)
        self._counts.clear()
        project.close()

    def _read_annotators(self) -> None:
        if self.project is not None:
            self.annotators = {person.id: person for person in self.project.annotators()}

    @property
    def layers(self) -> list[Layer]:
        """The layers of the codebook, retired ones too."""
        return list(self.known.codebook.layers)

    def layer(self, layer_id: str) -> Layer | None:
        """Return the layer with this id."""
        return self.known.layer(layer_id)

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
            first = FIRST_SCREEN if len(text) > FIRST_SCREEN else None
            loaded = marking.load(project, article_id, text, before=first)
        except AnnotatorError as error:
            self.said.emit("error", str(error))
            return False
        self._set_article(article, text, loaded, unread_from=first)
        return True

    def show_article(self, article_id: str | None) -> None:
        """Show an article, or none."""
        if article_id is not None:
            self.open_article(article_id)
        elif self.article is not None:
            self.leaving.emit()
            self._set_article(None, "", [])

    def _set_article(
        self, article: Article | None, text: str, loaded: list[Loaded], unread_from: int | None = None
    ) -> None:
        self.article, self.text = article, text
        self.known.read_article(self.project, article)
        self._loaded = {item.annotation.id: item for item in loaded}
        self._unread_from = unread_from
        self.current_id, self.selected_ids = None, frozenset()
        self._behind = False
        self.article_changed.emit()
        self.selection_changed.emit()
        self._behind = True
        if article is None:
            self.catch_up()
        elif self.reading:
            # Not before the status line was painted, which says that there is more to come.
            self._when_idle.start()
        else:
            self._soon.emit()

    @property
    def loaded(self) -> dict[str, Loaded]:
        """All annotations of the article by id; what is not read yet is read now."""
        self._read_rest()
        return self._loaded

    @property
    def at_hand(self) -> Iterable[Loaded]:
        """The annotations that are read: all of a short article, and of every one its first screen's."""
        return self._loaded.values()

    @property
    def reading(self) -> bool:
        """Whether annotations further down are still to be read."""
        return self._unread_from is not None

    @property
    def has_annotations(self) -> bool:
        """Whether the article has any."""
        return bool(self._loaded or self.loaded)

    def catch_up(self) -> None:
        """End the opening of an article, if it has not ended: read all, and let the panels follow."""
        if not self._behind:
            return
        self._behind = False
        self._when_idle.stop()
        if not self._read_rest():
            return
        self.article_read.emit()
        damaged = sum(1 for item in self._loaded.values() if item.damage)
        if damaged:
            one = self.tr(
                "1 annotation of this article does not fit its text; it is kept and listed as damaged."
            )
            more = self.tr(
                "{n} annotations of this article do not fit its text; they are kept and listed as damaged."
            )
            self.said.emit("warning", counted(damaged, one, more))

    def _read_rest(self) -> bool:
        """Have all annotations; an article of which that cannot be read is shown no longer."""
        project, article = self.project, self.article
        if self._unread_from is None or project is None or article is None:
            return True
        try:
            everything = marking.load(project, article.id, self.text)
        except AnnotatorError as error:
            self._set_article(None, "", [])
            self.said.emit("error", str(error))
            return False
        self._loaded = {item.annotation.id: item for item in everything}
        self._unread_from = None
        return True

    def select(self, annotation_id: str | None, reveal: bool = True) -> None:
        """Make an annotation the current one; None selects nothing."""
        self.catch_up()
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
        self.catch_up()
        chosen = [key for key in ids if key in self.loaded]
        self.selected_ids = frozenset(chosen)
        self.current_id = chosen[0] if len(chosen) == 1 else None
        self.reveal = False
        self.selection_changed.emit()

    @property
    def current(self) -> Annotation | None:
        """The selected annotation, if exactly one is selected."""
        item = self.current_item
        return item.annotation if item else None

    @property
    def current_item(self) -> Loaded | None:
        """The same, with what is wrong with it."""
        return self.loaded.get(self.current_id) if self.current_id else None

    def is_mine(self, annotation: Annotation) -> bool:
        """Say whether the present annotator made ``annotation``."""
        return self.annotator is not None and annotation.annotator_id == self.annotator.id

    def own(self) -> list[Annotation]:
        """Return the present annotator's sound annotations of the article, as far as they are at hand."""
        return [
            item.annotation for item in self.at_hand if item.damage is None and self.is_mine(item.annotation)
        ]

    def mine_at(self, layer_id: str, fragments: Fragments) -> Annotation | None:
        """Return the present annotator's annotation of exactly ``fragments`` on a layer, if there is one."""
        near = self._unread_from is None or fragments[0].start < self._unread_from
        for item in (self._loaded if near else self.loaded).values():
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
