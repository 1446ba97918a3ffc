"""The words, keys, icons and needs of every action of the window, by menu."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

SEPARATOR = "-"


class Spec(NamedTuple):
    """How an action is to be made."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs: str = ""
    """What it is disabled without: ``project``, ``write``, ``article``, ``mine`` or nothing."""


def words(text: str) -> str:
    """Return the words of an action in the language of the window."""
    return QCoreApplication.translate("Actions", text)


def menu_specs() -> dict[str, list[Spec]]:
    """Return the actions by menu; the names of the menus are already translated."""
    return {
        words("&File"): [
            Spec("new", words("New project…"), ("Ctrl+N",), "new"),
            Spec("open", words("Open project…"), ("Ctrl+O",), "open"),
            Spec("sample", words("Explore the sample project"), (), "sample"),
            Spec(SEPARATOR, ""),
            Spec("add", words("Add articles…"), ("Ctrl+I",), "import", needs="write"),
            Spec("add_folder", words("Add a folder of articles…"), (), "folder", needs="write"),
            Spec(
                "paste",
                words("New article from clipboard"),
                ("Ctrl+Shift+V",),
                "clipboard",
                needs="write",
            ),
            Spec("take_in", words("Import tables from CSV…"), (), needs="write"),
            Spec(SEPARATOR, ""),
            Spec("export", words("Export…"), ("Ctrl+E",), "export", needs="project"),
            Spec("hand_out", words("Hand out…"), ("Ctrl+Shift+H",), needs="write"),
            Spec("colleagues", words("Take in colleagues’ work…"), ("Ctrl+Shift+I",), needs="write"),
            Spec(SEPARATOR, ""),
            Spec("save_copy", words("Save a copy as…"), ("Ctrl+Shift+S",), needs="project"),
            Spec("check", words("Check the project…"), (), needs="project"),
            Spec("backups", words("Backups…"), (), needs="project"),
            Spec(SEPARATOR, ""),
            Spec("close", words("Close project"), ("Ctrl+W",), needs="project"),
            Spec("quit", words("Quit"), ("Ctrl+Q",)),
        ],
        words("&Edit"): [
            Spec("undo", words("Undo"), ("Ctrl+Z",), "undo"),
            Spec("redo", words("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
            Spec(SEPARATOR, ""),
            Spec("copy", words("Copy the selected text"), ("Ctrl+C",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("find", words("Find in the article"), ("Ctrl+F",), "find", needs="article"),
            Spec("find_next", words("Next match"), ("F3",), needs="article"),
            Spec("find_previous", words("Previous match"), ("Shift+F3",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("codebook", words("Codebook…"), ("Ctrl+Shift+B",), needs="project"),
        ],
        words("&Mark"): [],
        words("A&rticle"): [
            Spec("details", words("Title, outlet, date…"), ("Ctrl+Return",), "article", needs="article"),
            Spec("done", words("Done with this article"), ("Ctrl+D",), "done", True, "article_write"),
            Spec("todo", words("Set back to “to do”"), (), "todo", needs="article_write"),
            Spec(SEPARATOR, ""),
            Spec("next_article", words("Next article"), ("Ctrl+PgDown",), "down", needs="article"),
            Spec("previous_article", words("Previous article"), ("Ctrl+PgUp",), "up", needs="article"),
            Spec(SEPARATOR, ""),
            Spec("remove_article", words("Remove this article…"), (), "trash", needs="article_write"),
        ],
        words("Re&view"): [
            Spec("review", words("Review the differences"), ("Ctrl+R",), "review", True, "project"),
            Spec(SEPARATOR, ""),
            Spec("comment", words("Comment on this…"), ("Ctrl+Shift+M",), needs="article"),
            Spec("comments", words("Comments"), ("Ctrl+Shift+D",), needs="project"),
            Spec(SEPARATOR, ""),
            Spec("people", words("Whose annotations are shown…"), ("Ctrl+Shift+P",), needs="project"),
            Spec("agreement", words("Agreement…"), ("Ctrl+Shift+A",), needs="project"),
            Spec(SEPARATOR, ""),
            Spec("history", words("History…"), ("Ctrl+H",), needs="project"),
            Spec("as_of", words("The project as it was…"), (), needs="project"),
        ],
        words("&View"): [
            Spec("zoom_in", words("Larger text"), ("Ctrl++", "Ctrl+="), needs="article"),
            Spec("zoom_out", words("Smaller text"), ("Ctrl+-",), needs="article"),
            Spec("zoom_reset", words("Text at its usual size"), ("Ctrl+0",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("left_panel", words("Articles panel"), ("F9",), "left-panel", True, "project"),
            Spec("right_panel", words("Annotations panel"), ("F10",), "right-panel", True, "project"),
            Spec("next_panel", words("Go to the next panel"), ("F6",), needs="project"),
            Spec("previous_panel", words("Go to the previous panel"), ("Shift+F6",), needs="project"),
            Spec("filter_articles", words("Filter the articles"), ("Ctrl+L",), "filter", needs="project"),
            Spec(SEPARATOR, ""),
            Spec("entities", words("Entities"), ("Ctrl+Shift+E",), "user", needs="project"),
            Spec(SEPARATOR, ""),
            Spec("theme_system", words("Colours as the system has them"), (), "", True),
            Spec("theme_light", words("Light colours"), (), "sun", True),
            Spec("theme_dark", words("Dark colours"), (), "moon", True),
        ],
        words("&Help"): [
            Spec("shortcuts", words("Keyboard shortcuts"), ("?", "F1"), "keyboard"),
            Spec("annotator", words("Who annotates…"), (), "user"),
            Spec("about", words("About Annotator"), (), "info"),
        ],
    }


def mark_specs() -> list[Spec]:
    """Return the actions of the Mark menu that every codebook has."""
    return [
        Spec("let_go", words("Put the tool down"), (), needs="write"),
        Spec(SEPARATOR, ""),
        Spec(
            "add_fragment",
            words("Add the selection to this annotation"),
            ("+", "F"),
            "link-fragment",
            needs="one",
        ),
        Spec(
            "cut_fragment",
            words("Take the selection away from it"),
            ("-", "Shift+F"),
            "cut-fragment",
            needs="one",
        ),
        Spec(SEPARATOR, ""),
        Spec("end_right", words("End one word further"), ("Alt+Shift+Right",), needs="one"),
        Spec("end_left", words("End one word earlier"), ("Alt+Shift+Left",), needs="one"),
        Spec("end_right_1", words("End one character further"), ("Alt+Shift+Down",), needs="one"),
        Spec("end_left_1", words("End one character earlier"), ("Alt+Shift+Up",), needs="one"),
        Spec("start_right", words("Start one word further"), ("Alt+Ctrl+Right", "Alt+]"), needs="one"),
        Spec("start_left", words("Start one word earlier"), ("Alt+Ctrl+Left", "Alt+["), needs="one"),
        Spec("start_right_1", words("Start one character further"), ("Alt+Ctrl+Down",), needs="one"),
        Spec("start_left_1", words("Start one character earlier"), ("Alt+Ctrl+Up",), needs="one"),
        Spec(SEPARATOR, ""),
        Spec("confirm", words("Confirm what is proposed"), ("Return", "Enter"), "done", needs="mine"),
        Spec("mark_all", words("Mark all mentions of this actor…"), ("Ctrl+M",), "actor", needs="one"),
        Spec("note", words("Write a note"), ("N",), "note", needs="one"),
        Spec("remove", words("Remove the annotation"), ("Delete", "Backspace"), "trash", needs="selected"),
    ]
