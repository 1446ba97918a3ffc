"""Projects that several people have read, made through the services, and a look at what is shown."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.ids import new_id, now
from annotator.core.model import Annotator, Entity, Status
from annotator.core.spans import Span
from annotator.services import articles, entities, fields, marking, projects, reading
from annotator.services.fields import Aim
from annotator.storage.project import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.review.control import Review


def person(name: str) -> Annotator:
    """Return somebody new of this name."""
    at = now()
    return Annotator(new_id(), name, at, at)


class Desk:
    """Writes into a project as one person after the other."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.lead = project.annotator
        self.people: dict[str, Annotator] = {}
        self.named: dict[str, Entity] = {}

    def sit(self, name: str) -> None:
        """Let this person work from now on."""
        if name not in self.people:
            self.people[name] = person(name)
        self.people[name] = self.project.switch_annotator(self.people[name])

    def mark(self, who, article, words, layer="claim", after=0, **values):
        """Mark ``words`` as somebody; a value of a linking field is an entity's name or a date."""
        self.sit(who)
        text = self.project.text(article.id)
        start = text.index(words, after)
        made = marking.plan(article, text, layer, [Span(start, start + len(words))], self.project.annotator)
        marking.add(self.project, made)
        for field, value in values.items():
            known = self.project.codebook().field(layer, field)
            assert known is not None, field
            if known.linking:
                aim = Aim(value=value) if value[:1].isdigit() else Aim(entity_id=self.entity(value).id)
                fields.set_links(self.project, [made.id], field, [aim])
            else:
                fields.set_value(self.project, [made.id], field, value)
        return made.id

    def entity(self, name: str) -> Entity:
        """Return the entity of this name, made when it is first wanted."""
        if name not in self.named:
            self.named[name] = Entity(new_id(), name, "person")
            entities.create(self.project, self.named[name])
        return self.named[name]

    def done(self, who, article):
        """Say as somebody that they have read the article to its end."""
        self.sit(who)
        articles.set_status(self.project, article.id, Status.DONE)


STORY = (
    "The council met on Monday.\n\n"
    "“We did not agree,” Jane Doe said in August, “and we will not agree.” She doubted it.\n\n"
    "Moscow denied the report. 😀 It didn’t pay 12.5 percent to the U.S. mission.\n\n"
    "A last paragraph about nothing much at all."
)
OTHER = "Another article, about the hearing.\n\nNobody spoke in February 2022."


def two_readers(path: Path, lead: str = "Lea") -> Path:
    """Make a project in which Ann and Ben differ four times and agree twice, in two articles.

    In the first: other boundaries; only Ann; other mode; all agree. In the second: other layer; all agree.
    """
    with projects.create(path, lead) as project:
        reading.add_articles(project, [reading.read_clipboard(STORY), reading.read_clipboard(OTHER)])
        first, second = project.articles()
        desk = Desk(project)
        desk.mark("Ann", first, "The council met on Monday")
        desk.mark("Ben", first, "council met on Monday")
        desk.mark("Ann", first, "Jane Doe", "actor", entity="Jane Doe", refers="name")
        desk.mark("Ann", first, "She doubted it", mode="indirect")
        desk.mark("Ben", first, "She doubted it", mode="direct")
        desk.mark("Ann", first, "Moscow", "actor")
        desk.mark("Ben", first, "Moscow", "actor")
        desk.mark("Ann", second, "the hearing", "claim")
        desk.mark("Ben", second, "the hearing", "actor")
        desk.mark("Ann", second, "February 2022", "date", value="2022-02")
        desk.mark("Ben", second, "February 2022", "date", value="2022-02")
    return path


def review_of(window: MainWindow) -> Review:
    """Return the review that the window shows."""
    found = window.findChild(Review)
    assert isinstance(found, Review)
    return found


def quotes(review: Review) -> list[str]:
    """Return what is in the queue, as the first one marked it."""
    return [case.annotations[0].quote for case in review.queue.model.cases]


def shown(review: Review) -> str:
    """Return the quote of the case that is compared, as the first one marked it; empty for none."""
    return review.case.annotations[0].quote if review.case else ""


def progress(review: Review) -> str:
    """Return the sentence about how far the review is."""
    return review.queue.progress.text()


def texts(widget) -> list[str]:
    """Return all texts that a person can see in a widget."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    found = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return [one.text() for one in found if one.isVisible() and one.text()]


def press(*keys, modifier=None) -> None:
    """Press keys one after another, each where the focus is by then."""
    from PySide6.QtCore import Qt

    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        else:
            QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()
