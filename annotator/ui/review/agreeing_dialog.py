"""Accepting in one step what all agree on, after a look at what that is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.services.reviewing import Case
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.review.faces import Faces
from annotator.ui.shown import Shown
from annotator.ui.texts import counted, plain_label, shortened

LISTED = 500
"""So many are listed to be unticked; the rest is accepted with them."""
_QUOTE, _TITLE, _ROWS = 60, 36, 12


class AgreeingDialog(Dialog):
    """A list to untick, one button."""

    def __init__(
        self,
        space: Shown,
        faces: Faces,
        cases: Sequence[Case],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, self.tr("Accept all that agree"), parent)
        self._cases = list(cases)
        heading = counted(len(cases), self.tr("All agree in 1 place"), self.tr("All agree in {n} places"))
        self.add_heading(
            heading,
            self.tr(
                "Whoever has read the article marked the same words, on the same layer, with the same values."
                " Untick what you want to look at first. It is one step, and one undo takes it back."
            ),
        )
        self.list = CheckList(self.tr("What is accepted"), _ROWS)
        listed = self._cases[:LISTED]
        self.list.fill([(_key(case), _words(case)) for case in listed], ticked=True)
        for row, case in enumerate(listed):
            layer = space.layer(case.annotations[0].layer)
            if layer is not None:
                colours = appearance.theme.layer(layer.colour)
                self.list.set_icon(row, layer_icon(layer.shape, colours, self.devicePixelRatioF()))
        self.column.addWidget(self.list)
        rest = len(self._cases) - len(listed)
        if rest:
            one, many = self.tr("1 more is accepted with them."), self.tr("{n} more are accepted with them.")
            self.column.addWidget(plain_label(counted(rest, one, many), "muted", wrap=True))
        self.accept_button = self.add_buttons("")
        self.list.changed.connect(self._name)
        self._name()
        self.setMinimumWidth(self.in_characters(84).width())
        self.fit()

    def _name(self) -> None:
        number = len(self.chosen())
        self.accept_button.setText(counted(number, self.tr("Accept 1"), self.tr("Accept {n}")))
        self.accept_button.setEnabled(number > 0)

    def chosen(self) -> list[Case]:
        """Return the cases that are to be accepted."""
        ticked = self.list.ticked()
        return [case for n, case in enumerate(self._cases) if n >= LISTED or _key(case) in ticked]


def _key(case: Case) -> str:
    return f"{case.article.id} {case.key}"


def _words(case: Case) -> str:
    quote, title = shortened(case.annotations[0].quote, _QUOTE), shortened(case.article.title, _TITLE)
    return f"{quote}  ·  {title}" if title else quote
