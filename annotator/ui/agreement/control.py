"""The action Agreement: opens its dialog, which stays beside the article."""

from typing import TYPE_CHECKING

from annotator.ui.agreement.dialog import AgreementDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show(window: "MainWindow") -> None:
    """Open the dialog, or bring it to the front; it belongs to the project that is open."""
    project = window.workspace.project
    if project is None:
        return
    window.desk.flush()
    found = window.findChild(AgreementDialog)
    if isinstance(found, AgreementDialog) and found.is_about(project):
        found.show()
        found.raise_()
        found.activateWindow()
        return
    AgreementDialog(window, project).begin()
