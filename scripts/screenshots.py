"""Makes the pictures in docs/images anew: ``python -m scripts.screenshots``, or ``make screenshots``.

They show the real window on the sample project, worked with keys and mouse. ``--keys`` writes
the table of keys in docs/guide.md instead, from the window's own actions; ``--check-keys``
says whether it is as it should be.
"""

import argparse
import faulthandler
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from annotator.assets import samples
from annotator.services import projects
from annotator.services.codebook_drafts import Place
from annotator.ui.codebook.editor import CodebookDialog
from annotator.ui.dialogs.annotator_name import ChangeNameDialog
from annotator.ui.dialogs.article_details import ArticleDetailsDialog
from annotator.ui.dialogs.check_report import CheckReportDialog
from annotator.ui.dialogs.export_table import ExportTableDialog
from annotator.ui.dialogs.import_articles import ImportArticlesDialog
from annotator.ui.dialogs.mark_all import MarkAllDialog
from annotator.ui.dialogs.shortcuts import ShortcutsDialog
from annotator.ui.hover_card import HoverCard
from scripts import scenes_with_colleagues as colleagues
from scripts.studio import CTRL, HEIGHT, SHIFT, Studio, house

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
GUIDE = ROOT / "docs" / "guide.md"
LIMIT = 400
"""Seconds after which the program says where it hangs, and ends."""

CLAIM = "closing the last legal door through which"
PILE = "March 16, 2022"
_ARABIC = 7
_KEYS = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)
_HOLD = (
    "import sys; from pathlib import Path; from annotator.services import projects\n"
    "with projects.open_project(Path(sys.argv[1]), sys.argv[2]):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)
_BRIEFING = """---
title: What the council can still do
outlet: Meridian Wire
published: 2025-09-19
language: en
---

STRASBOURG — The council can still ask for a visit in the twelve months that the treaty runs on.
"""


_RUSSIAN = (
    "Наблюдатели не смогли попасть в колонию\n\n"
    "Представителей общественной комиссии во вторник не пустили в колонию под Калугой, сообщила её "
    "председатель Анна Зорина. По её словам, дежурный сослался на карантин, о котором накануне никто не "
    "знал.\n\nВедомство утверждает, что заявки на посещение не получало. Зорина показала корреспонденту "
    "копию письма от 3 ноября с отметкой о вручении.\n"
)


# --- the pictures ----------------------------------------------------------------------


def start_page(studio: Studio, home: Path) -> None:
    """The start page, with projects that were opened before."""
    for name in ("Prisoner exchanges 2025", "Election monitoring, autumn", "Sanctions"):
        projects.create(home / "Documents" / f"{name}.annotator").close()
        studio.open()
        studio.window.projects.open_path(home / "Documents" / f"{name}.annotator")
    studio.open()
    studio.take("start-light")


def window(studio: Studio, _: Path) -> None:
    """The window with a claim selected, light and dark."""
    studio.window.projects.open_sample()
    studio.settle(200)
    studio.click(CLAIM)
    studio.window.view.verticalScrollBar().setValue(0)
    studio.take("window-light")
    studio.window.appearance.set_mode("dark")
    studio.settle(200)
    studio.take("window-dark")
    studio.window.appearance.set_mode("light")
    studio.settle(200)


def marking(studio: Studio, _: Path) -> None:
    """Selecting and marking, close up."""
    words = "Strasbourg had refused since 2023 to let Russia fill its seat on the CPT"
    studio.key(Qt.Key.Key_Escape)
    studio.scroll_to(words, 250)
    studio.drag_over(words)
    studio.take("selection", part=around(studio, words, 150, 150))
    studio.key(Qt.Key.Key_Escape)
    studio.key(Qt.Key.Key_D, SHIFT)
    studio.take("tool", part=QRect(0, 0, 960, 330))
    studio.key(Qt.Key.Key_Escape)
    claim = "and no self-respecting state goes on paying rent"
    studio.click(claim)
    studio.take("fragments", part=around(studio, claim, 140, 110))
    studio.key(Qt.Key.Key_Escape)


def pile(studio: Studio, _: Path) -> None:
    """Marks that overlap, and the card that says what is there."""
    studio.scroll_to(PILE, 140)
    studio.point(PILE)
    card = studio.window.findChild(HoverCard)
    if card is None or not card.isVisible():
        raise LookupError("the card is not shown")
    whole = QRect(card.pos() - studio.window.pos(), card.size()).adjusted(0, 0, 8, 8)
    studio.take_with("overlapping", card, around(studio, PILE, 130, 200).united(whole))
    card.hide()


def picking(studio: Studio, _: Path) -> None:
    """Who an actor is, and who the speaker of a claim is: the lists at a mark."""
    linking = studio.window.linking
    studio.show_article(0)
    studio.scroll_to("Losing its membership", 60)
    studio.caret_in("Brandauer told reporters")
    studio.key(Qt.Key.Key_A)
    studio.take("entity-picker", part=with_popup(studio, "Brandauer told", linking.picker))
    studio.key(Qt.Key.Key_Return)
    studio.caret_in("Losing its membership")
    studio.key(Qt.Key.Key_C)
    studio.key(Qt.Key.Key_S)
    studio.take("speaker", part=with_popup(studio, "Losing its membership", linking.picker))
    studio.key(Qt.Key.Key_Return)
    studio.key(Qt.Key.Key_Return)


def recording(studio: Studio, _: Path) -> None:
    """One claim recorded in full by keyboard: who, when, and the claim with its links drawn."""
    studio.show_article(1)
    studio.scroll_to("U.N. inspectors have fared", 90)
    studio.caret_in("Okafor-Lindt")
    studio.key(Qt.Key.Key_A)
    studio.key(Qt.Key.Key_Return)
    studio.caret_in("last month")
    studio.key(Qt.Key.Key_D)
    studio.take("date-card", part=with_popup(studio, "last month", studio.window.linking.date_card))
    studio.key(Qt.Key.Key_Return)
    studio.caret_in("October after its members")
    studio.key(Qt.Key.Key_D)
    studio.key(Qt.Key.Key_Return)
    studio.caret_in("tourists, and a locked door")
    studio.key(Qt.Key.Key_C)
    studio.scroll_to("U.N. inspectors have fared", 90)
    studio.take("claim-proposed")
    studio.key(Qt.Key.Key_Return)
    studio.key(Qt.Key.Key_E)
    studio.key(Qt.Key.Key_1)
    studio.window.resize(1280, 960)
    studio.window.desk.right.setSizes([640, 200])
    studio.settle(200)
    studio.take("claim-in-full")
    studio.window.appearance.set_mode("dark")
    studio.settle(200)
    studio.take("claim-in-full-dark")
    studio.window.appearance.set_mode("light")
    studio.window.resize(1280, HEIGHT)
    studio.window.desk.right.setSizes([460, 260])
    studio.settle(200)
    studio.show_article(0)


def bodies(studio: Studio, _: Path) -> None:
    """The panel of entities, and marking all mentions of one."""
    studio.window.entities.open()
    panel = studio.window.entities.panel
    if panel is None:
        raise LookupError("there is no panel of entities")
    found = next(one for one in studio.window.workspace.known.roster.live() if one.name == "Ilse Brandauer")
    panel.resize(1120, 700)
    panel.show_entity(found.id)
    studio.wait_for(lambda: panel.settled, "the mentions")
    studio.settle(200)
    studio.take("entities", panel)
    panel.close()
    studio.window.activateWindow()
    studio.click("Moscow")
    studio.take_dialog("mark-all", MarkAllDialog, studio.window.actions_["mark_all"].trigger)


def codebook(studio: Studio, _: Path) -> None:
    """The editor of the codebook, at a field with its values."""

    def at_a_value(dialog: QDialog) -> None:
        if isinstance(dialog, CodebookDialog):
            dialog.resize(1120, 720)
            dialog.show_place(Place("claim", "stance", "denies"))

    studio.take_dialog("codebook", CodebookDialog, studio.window.actions_["codebook"].trigger, at_a_value)


def missing(studio: Studio, _: Path) -> None:
    """What is missing before the article is done."""
    studio.show_article(1)
    studio.caret_in("Ivo Maradin, the deputy")
    studio.key(Qt.Key.Key_A)
    studio.key(Qt.Key.Key_Escape)
    studio.caret_in("There’s no basement")
    studio.key(Qt.Key.Key_C)
    studio.scroll_to("Ardovia denies it", 200)
    studio.window.actions_["done"].trigger()
    studio.settle(200)
    studio.take("missing")
    studio.key(Qt.Key.Key_Escape)
    studio.show_article(0)


def find(studio: Studio, _: Path) -> None:
    """Finding words in the article."""
    studio.window.view.setFocus()
    studio.window.view.put_caret(0)
    studio.key(Qt.Key.Key_F, CTRL)
    studio.write("moscow")
    studio.key(Qt.Key.Key_F3)
    studio.take("find")
    studio.window.find_bar.close_bar()
    studio.key(Qt.Key.Key_Escape)


def adding(studio: Studio, home: Path) -> None:
    """Articles before they are added, one of them in a charset that is only guessed."""
    folder = home / "Documents" / "Incoming"
    folder.mkdir()
    (folder / "soobshchenie.txt").write_bytes(_RUSSIAN.encode("windows-1251"))
    (folder / "briefing.md").write_text(_BRIEFING, "utf-8")
    for name in ("01-treaty-withdrawal.txt", "03-sanctions-list.md"):
        (folder / name).write_bytes((samples() / name).read_bytes())
    studio.take_dialog(
        "add-articles", ImportArticlesDialog, lambda: studio.window.articles.add_paths([folder])
    )


def dialogs(studio: Studio, _: Path) -> None:
    """Export, article details, who annotates, the sheet of shortcuts, the check."""
    actions = studio.window.actions_

    def claims(dialog: QDialog) -> None:
        table = dialog.findChild(QComboBox)
        if table is not None:
            table.setCurrentIndex(table.findData("claims"))

    def switch(dialog: QDialog) -> None:
        field = dialog.findChild(QComboBox)
        if field is not None and (line := field.lineEdit()) is not None:
            line.setText("Tomás Herrera")

    studio.take_dialog("export", ExportTableDialog, actions["export"].trigger, claims)
    studio.take_dialog("article-details", ArticleDetailsDialog, actions["details"].trigger)
    studio.take_dialog("annotator", ChangeNameDialog, actions["annotator"].trigger, switch)
    studio.take_dialog("shortcuts", ShortcutsDialog, actions["shortcuts"].trigger)
    studio.take_dialog("check", CheckReportDialog, actions["check"].trigger)


def arabic(studio: Studio, _: Path) -> None:
    """An article that is read from right to left, with marks."""
    studio.show_article(_ARABIC)
    for words, key in (
        ("رجالاً ملثمين أعادوهم بالقوة إلى عرض بحر إيجه", Qt.Key.Key_C),
        ("يوم الثلاثاء", Qt.Key.Key_D),
        ("Aegean Lifeline", Qt.Key.Key_A),
        ("فجر التاسع من أكتوبر/تشرين الأول", Qt.Key.Key_D),
        ("نادر العكاري", Qt.Key.Key_A),
        ("رسا القارب عند شاطئ صخري في شرق الجزيرة فجر التاسع من أكتوبر/تشرين الأول", Qt.Key.Key_C),
    ):
        studio.window.view.select(studio.span(words))
        studio.window.view.setFocus()
        studio.key(key)
        if key != Qt.Key.Key_C:
            studio.key(Qt.Key.Key_Return)
    studio.window.view.verticalScrollBar().setValue(0)
    studio.take("arabic")


def sizes(studio: Studio, _: Path) -> None:
    """A narrow window, and larger text."""
    studio.show_article(0)
    studio.click(CLAIM)
    studio.window.resize(820, 640)
    studio.settle(200)
    studio.key(Qt.Key.Key_F10)
    studio.scroll_to(CLAIM, 200)
    studio.take("narrow")
    studio.window.resize(1280, HEIGHT)
    studio.settle(200)
    for _step in range(5):
        studio.key(Qt.Key.Key_Plus, CTRL)
    studio.take("zoom-150")
    studio.key(Qt.Key.Key_0, CTRL)


def reading_only(studio: Studio, _: Path) -> None:
    """A second window on a project that somebody else has open."""
    project = studio.window.workspace.project
    if project is None:
        raise LookupError("no project is open")
    studio.window.projects.close()
    command = [sys.executable, "-c", _HOLD, str(project.path), "Tomás Herrera"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        try:
            if other.stdout is not None:
                other.stdout.readline()
            studio.window.projects.open_path(project.path)
            studio.settle(200)
            studio.click(CLAIM)
            studio.window.view.verticalScrollBar().setValue(0)
            studio.take("read-only")
        finally:
            other.kill()


SCENES: tuple[Callable[[Studio, Path], None], ...] = (
    start_page,
    window,
    marking,
    pile,
    picking,
    recording,
    bodies,
    codebook,
    missing,
    find,
    adding,
    dialogs,
    arabic,
    sizes,
    reading_only,
    colleagues.everyone,
    colleagues.taking_in,
    colleagues.reviewing,
    colleagues.agreeing,
    colleagues.history,
)


def around(studio: Studio, words: str, above: int, below: int) -> QRect:
    """Return the part of the window around ``words``, as wide as the article."""
    view = studio.window.view
    rect = view.rects_of(studio.span(words))[0].toAlignedRect()
    place = view.viewport().mapTo(studio.window, rect.topLeft())
    left = view.mapTo(studio.window, QPoint(0, 0)).x()
    top = max(0, place.y() - above)
    return QRect(left, top, view.width(), rect.height() + place.y() - top + below)


def with_popup(studio: Studio, words: str, popup: QWidget) -> QRect:
    """Return the part of the window with ``words`` and a list or card beside them."""
    if not popup.isVisible():
        raise LookupError(f"nothing is shown at {words}")
    both = around(studio, words, 70, 60).united(popup.geometry().adjusted(-24, -24, 4, 24))
    return both.intersected(studio.window.rect())


# --- the table of keys -----------------------------------------------------------------


def key_table(studio: Studio) -> str:
    """Return the table of all keys, in the order of the menus, as Markdown."""
    lines = []
    for title, rows in studio.window.actions_.sheet():
        lines += [f"**{title}**", "", "| what it does | keys |", "|---|---|"]
        lines += [f"| {what} | {_code(keys)} |" for what, keys in rows]
        lines.append("")
    return "\n" + "\n".join(lines) + "\n"


def with_keys(guide: str, table: str) -> str:
    """Return the text of the guide with ``table`` between its marks."""
    return _KEYS.sub(lambda _: table, guide)


def _code(keys: str) -> str:
    return " or ".join(f"`{one}`" for one in keys.split(", "))


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--keys", action="store_true", help="write the table of keys into docs/guide.md")
    parser.add_argument("--check-keys", action="store_true", help="say whether that table is up to date")
    parser.add_argument("--into", type=Path, default=IMAGES, help="the folder for the pictures")
    wanted = parser.parse_args()
    faulthandler.dump_traceback_later(LIMIT, exit=True)
    with house() as home:
        studio = Studio(wanted.into)
        studio.open()
        if wanted.keys or wanted.check_keys:
            return _keys(studio, write=wanted.keys)
        wanted.into.mkdir(parents=True, exist_ok=True)
        for scene in SCENES:
            scene(studio, home)
        studio.window.close()
    for path in studio.taken:
        print(f"{path.stat().st_size // 1024:5} KB  {path.name}")
    return 0


def _keys(studio: Studio, *, write: bool) -> int:
    guide = GUIDE.read_text("utf-8")
    renewed = with_keys(guide, key_table(studio))
    if write:
        GUIDE.write_text(renewed, "utf-8")
        return 0
    if renewed != guide:
        print("The table of keys in docs/guide.md is out of date: python -m scripts.screenshots --keys")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
