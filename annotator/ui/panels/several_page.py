"""What the inspector shows while several annotations are selected: the fields that they share."""

from PySide6.QtWidgets import QVBoxLayout

from annotator.ui.appearance import Appearance
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.form.form import Form
from annotator.ui.panels.phrases import number
from annotator.ui.panels.scroll_page import ScrollContent, ScrollPage
from annotator.ui.workspace import Workspace


class SeveralPage(ScrollPage):
    """Says how many are selected, lets them be removed, and changes all of one's own in one act."""

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Make the page, empty."""
        self._workspace = workspace
        self.head = EmptyState()
        self.remove_button = self.head.add_button("")
        self.form = Form(workspace, appearance)
        content = ScrollContent()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 8)
        below.addWidget(self.form)
        column.addLayout(below)
        column.addStretch(1)
        self.form.set_before(self.remove_button)
        super().__init__(content)

    def clear(self) -> None:
        """Show nothing."""
        self.form.show_annotations([], fixed=True)

    def show_selection(self) -> None:
        """Show what is selected in the workspace."""
        workspace = self._workspace
        chosen = [workspace.loaded[key] for key in workspace.selected_ids if key in workspace.loaded]
        annotations = sorted((item.annotation for item in chosen), key=lambda one: (one.start, one.id))
        mine = [one for one in annotations if workspace.is_mine(one)]
        self.form.show_annotations(mine, fixed=workspace.read_only)
        others = len(annotations) - len(mine)
        count = number(len(annotations))
        sentence = self._sentence(len(mine), others)
        self.head.say(self.tr("{count} annotations selected").format(count=count), sentence)
        self.remove_button.setText(self.tr("Remove {count} annotations").format(count=count))
        self.remove_button.setVisible(not workspace.read_only and not others)

    def _sentence(self, mine: int, others: int) -> str:
        if self._workspace.read_only:
            return self.tr("This project is open for reading only.")
        if not others:
            return self.tr("What you change here changes all of them.") if self.form.rows else ""
        sentence = self.tr("{others} of them were made by others, who alone can remove them.")
        sentence = sentence.format(others=number(others))
        if self.form.rows:
            changed = self.tr("What you change here changes your own only: {count}.")
            sentence = f"{sentence} {changed.format(count=number(mine))}"
        return sentence
