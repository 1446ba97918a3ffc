"""The codebook in the window: its editor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class CodebookControl(QObject):
    """Opens the editor of the codebook."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the action."""
        super().__init__(window)
        self._window = window
        window.actions_["codebook"].triggered.connect(lambda: self.edit())

    def edit(self) -> None:
        """Show the codebook of the open project, to be changed unless it is open for reading only."""
        # Only here: most sessions begin with reading, and each import costs start-up time.
        from annotator.ui.codebook.editor import CodebookDialog

        window = self._window
        if window.workspace.project is None:
            return
        window.desk.flush()
        CodebookDialog(window.workspace, window.appearance, window).exec()
        window.view.setFocus()
