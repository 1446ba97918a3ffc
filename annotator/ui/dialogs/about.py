"""What the program is, its version, and whose work it stands on."""

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator import __version__
from annotator.assets import resource
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.texts import plain_label


class AboutDialog(Dialog):
    """Help ▸ About."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, self.tr("About Annotator"), parent)
        icon = QLabel()
        icon.setPixmap(QIcon(str(resource("app-icon.svg"))).pixmap(QSize(64, 64), self.devicePixelRatio()))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.setMinimumWidth(self.in_characters(64).width())
        self.fit()

    def _words(self) -> QVBoxLayout:
        paragraphs = (
            self.tr("Mark claims, actors and dates in articles; work offline, in one file."),
            self.tr("Nothing leaves this computer unless you export or send it yourself."),
            self.tr("Free software under the MIT licence."),
        )
        credits = self.tr(
            "Made with Python, PySide6 {pyside} on Qt {qt} (LGPL), and SQLite. "
            "Articles are set in Source Serif 4 by Frank Grießhammer (SIL Open Font License)."
        )
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(plain_label("Annotator", "display-serif"))
        version = plain_label(self.tr("Version {number}").format(number=__version__), "muted")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(version)
        for paragraph in paragraphs:
            column.addWidget(plain_label(paragraph, wrap=True))
        column.addWidget(
            plain_label(credits.format(pyside=pyside_version, qt=qVersion()), "muted", wrap=True)
        )
        return column
