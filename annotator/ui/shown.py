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

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotation, Annotator, Article
from annotator.core.spans import Fragments
from annotator.services import marking, people
from annotator.services.marking import Loaded
from annotator.services.projects import Project
from annotator.ui.knowledge import Knowledge
from annotator.ui.people.chosen import Chosen, nameless
from annotator.ui.people.switching import bring_into_sight
from annotator.ui.texts import counted

FIRST_SCREEN = 12_000
"""Code points that no screen shows at once, even in the smallest size of the text."""


class Shown(QObject):
    """The open project and what is chosen in it, for reading."""

    leaving = Signal()
    """The article, the project or the state of now is about to be left: keep half-typed words."""
    closing = Signal()
    """The project is about to be closed: what is typed and not yet in it goes there now, or nowhere."""
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
    people_changed = Signal()
    """Whose annotations are shown; who there is to choose from, or by what name."""
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
        self.people = Chosen()
        """Whose annotations are shown; see `show_people`."""
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
        self.closing.emit()
        self.show_article(None)
        project, self.project = self.project, None
        self.annotators, self.unsaved = {}, ""
        self.people.turn_to("", "")
        self.known.read_project(None)
        self._counts.clear()
        project.close()

    def _read_annotators(self) -> None:
        if self.project is None:
            return
        self.annotators = {person.id: person for person in self.project.annotators()}
        me = self.annotator.id if self.annotator else ""
        self.people.turn_to(self.project.properties().get("id", ""), me)
        if not self.people.decided and self.others and not people.has_marked(self.project, me):
            self.people.choose(None)

    @property
    def layers(self) -> list[Layer]:
        """The layers of the codebook, retired ones too."""
        return list(self.known.codebook.layers)

    def layer(self, layer_id: str) -> Layer | None:
        """Return the layer with this id."""
        return self.known.layer(layer_id)

    # --- whose annotations are shown ---------------------------------------------------

    @property
    def others(self) -> list[Annotator]:
        """All annotators of the project but the present one, by name."""
        me = self.annotator.id if self.annotator else ""
        return [person for person in self.annotators.values() if person.id != me]

    @property
    def gold_here(self) -> frozenset[str]:
        """The ids of what is gold in the article shown, if gold is shown."""
        return self.known.gold if self.people.gold else frozenset()

    def is_shown(self, annotation: Annotation) -> bool:
        """Say whether an annotation is painted, listed and counted."""
        if self.people.gold and annotation.id in self.gold_here:
            return True
        if annotation.copy_of:
            return False
        return self.is_mine(annotation) or self.people.shows(annotation.annotator_id)

    def shown_item(self, annotation_id: str) -> Loaded | None:
        """Return an annotation of the article, if it is shown."""
        item = self.loaded.get(annotation_id)
        return item if item is not None and self.is_shown(item.annotation) else None

    def shown_items(self, items: Iterable[Loaded] | None = None) -> Iterator[Loaded]:
        """Yield those of ``items``, or of all in the article, that `is_shown`; quick for 10,000."""
        me, ids = (self.annotator.id if self.annotator else ""), self.people.ids
        everyone, golden = self.people.everyone, self.gold_here
        for item in self.loaded.values() if items is None else items:
            one = item.annotation
            if one.id in golden or (
                not one.copy_of and (everyone or one.annotator_id == me or one.annotator_id in ids)
            ):
                yield item

    def show_people(
        self, ids: Iterable[str] | None, *, gold: bool | None = None, nameless: bool | None = None
    ) -> None:
        """Show the annotations of these others, and one's own; with None those of everyone.

        ``gold`` says whether what the decisions add up to is shown, ``nameless`` whether it is hidden
        who the others are; None leaves it as it is.
        """
        self.people.choose(ids, gold=gold, nameless=nameless)
        self._people_chosen()

    def _people_chosen(self) -> None:
        self.catch_up()
        self.selected_ids = frozenset(key for key in self.selected_ids if self.shown_item(key))
        self.current_id = self.current_id if self.current_id in self.selected_ids else None
        self.reveal = False
        self.people_changed.emit()
        self.selection_changed.emit()

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
        """Whether any of the article are shown."""
        first = next(self.shown_items(self.at_hand), None) or next(self.shown_items(), None)
        return first is not None

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
        if annotation_id is not None:
            bring_into_sight(self, [annotation_id])
        if annotation_id is not None and not self.shown_item(annotation_id):
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
        wanted = list(ids)
        bring_into_sight(self, wanted)
        chosen = [key for key in wanted if self.shown_item(key)]
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
        sound = (item.annotation for item in self.at_hand if item.damage is None)
        return [one for one in sound if self.is_mine(one) and not one.copy_of]

    def mine_at(self, layer_id: str, fragments: Fragments) -> Annotation | None:
        """Return the present annotator's annotation of exactly ``fragments`` on a layer, if there is one."""
        near = self._unread_from is None or fragments[0].start < self._unread_from
        for item in (self._loaded if near else self.loaded).values():
            one = item.annotation
            same = one.fragments == fragments and one.layer == layer_id and not one.copy_of
            if same and self.is_mine(one):
                return one
        return None

    def annotator_name(self, annotator_id: str) -> str:
        """Return a name for an annotator's id; a sign for somebody else's if it is hidden who is who."""
        if self.people.nameless and self.annotator and annotator_id != self.annotator.id:
            return nameless(annotator_id, self.others)
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
