"""The pictures of working with colleagues, for `scripts.screenshots`: a sample project of their own."""

from pathlib import Path

from PySide6.QtCore import Qt

from annotator.core.ids import new_id
from annotator.core.model import Entity, Status
from annotator.core.spans import Span
from annotator.services import articles, entities, handing_out, marking, projects
from annotator.services.handing_out import Entities, HandOut
from annotator.ui.agreement.dialog import AgreementDialog
from annotator.ui.exchange import take_in
from annotator.ui.exchange.take_in_dialog import TakeInDialog
from annotator.ui.review.control import Review
from annotator.ui.story.history import HistoryDialog
from scripts.studio import ANNOTATOR, CTRL, Studio

_REPORT, _ELECTION = 1, 3
_DECIDED = 3
"""Differences that are decided before the picture of the review is taken."""
_WHICH = "Complaints of ill-treatment rose"
"""The claim that the pictures of the review are about: two people take different speakers for it."""

_WIDE, _HIGH = 800, 420
_TO_F1 = 4
"""Rows from the first of the report to the first F1."""
_MOST = 60
"""Steps from case to case."""
_HERS = (
    ("claim", "Turnout on Sunday was 61 percent, the highest since 2008"),
    ("claim", "The voting itself was calm and for the most part well run"),
    ("actor", "Marguerite Olstad"),
    ("claim", "I do not know which country these people visited"),
    ("actor", "Teodor Havlan"),
    ("date", "September 11"),
)
"""What Lena marks in the article that is handed out to her."""


def everyone(studio: Studio, _: Path) -> None:
    """Everyone's annotations in the article, and the card on which they are chosen."""
    studio.open()
    studio.window.projects.open_sample()
    studio.show_article(_REPORT)
    actions = studio.window.actions_
    actions["people"].trigger()
    studio.window.workspace.show_people(None)
    studio.settle(200)
    studio.scroll_to("One in eight people questioned", 120)
    studio.take("everyone")
    actions["people"].trigger()
    studio.settle()


def taking_in(studio: Studio, home: Path) -> None:
    """What a colleague's file brings, before it is taken in."""
    path = _colleagues_file(studio, home / "Documents")
    studio.take_dialog(
        "take-in",
        TakeInDialog,
        lambda: take_in.begin(studio.window, [path]),
        lambda dialog: dialog.resize(_WIDE, _HIGH),
    )


def reviewing(studio: Studio, _: Path) -> None:
    """The review of a difference, light and dark, after some were decided."""
    studio.key(Qt.Key.Key_R, CTRL)
    for _time in range(_DECIDED):
        studio.key(Qt.Key.Key_1)
    _go_to(studio, _WHICH)
    studio.settle(200)
    studio.take("review")
    studio.window.appearance.set_mode("dark")
    studio.settle(200)
    studio.take("review-dark")
    studio.window.appearance.set_mode("light")
    studio.key(Qt.Key.Key_1)
    studio.key(Qt.Key.Key_R, CTRL)


def agreeing(studio: Studio, _: Path) -> None:
    """The report of agreement."""
    studio.window.actions_["agreement"].trigger()
    dialog = studio.window.findChild(AgreementDialog)
    if dialog is None:
        raise LookupError("there is no report of agreement")
    studio.wait_for(lambda: dialog.found is not None, "the report of agreement")
    people = dialog.choices.people
    me = next(row for row in range(people.count()) if people.item(row).text() == ANNOTATOR)
    people.item(me).setCheckState(Qt.CheckState.Unchecked)
    dialog.found = None
    dialog.choices.button.click()
    studio.wait_for(lambda: dialog.found is not None, "the report of two")
    for _row in range(_TO_F1):
        studio.key(Qt.Key.Key_Down)
    studio.key(Qt.Key.Key_Return)
    studio.wait_for(dialog.choices.button.isEnabled, "what is behind a figure")
    studio.settle(300)
    studio.take("agreement", dialog)
    dialog.reject()
    studio.window.activateWindow()
    studio.window.view.setFocus()
    studio.settle()


def history(studio: Studio, _: Path) -> None:
    """Who changed what about one claim, and when."""
    studio.show_article(_REPORT)
    studio.caret_in("One in eight people questioned")
    studio.key(Qt.Key.Key_C)
    studio.key(Qt.Key.Key_Return)
    studio.key(Qt.Key.Key_T)
    studio.key(Qt.Key.Key_6)
    studio.key(Qt.Key.Key_L)
    studio.key(Qt.Key.Key_2)
    studio.take_dialog("history", HistoryDialog, studio.window.actions_["history"].trigger)


def _go_to(studio: Studio, words: str) -> None:
    """Go from case to case until the one that begins with ``words`` is compared."""
    review = studio.window.findChild(Review)
    for _step in range(_MOST):
        case = review.case if review is not None else None
        if case is not None and case.annotations[0].quote.startswith(words):
            return
        studio.key(Qt.Key.Key_N)
    raise LookupError(f"there is no difference about “{words}”")


def _colleagues_file(studio: Studio, folder: Path) -> Path:
    """Hand an article out to Lena, and let her mark some of it in her file."""
    project = studio.window.workspace.project
    if project is None:
        raise LookupError("no project is open")
    wanted = HandOut("Lena Fuchs", (project.articles()[_ELECTION].id,), entities=Entities.NONE)
    made = handing_out.hand_out(project, wanted, folder / "election, from Lena.annotator")
    studio.window.workspace.absorb()
    with projects.open_project(made.path, "Lena Fuchs") as hers:
        (article,) = hers.articles()
        text = hers.text(article.id)
        for layer, words in _HERS:
            start = text.index(words)
            spans = [Span(start, start + len(words))]
            marking.add(hers, marking.plan(article, text, layer, spans, hers.annotator))
        entities.create(hers, Entity(new_id(), "Ivo Maradin", "person"))
        articles.set_status(hers, article.id, Status.DONE)
    return made.path
