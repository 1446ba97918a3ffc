"""Changing much of a form at once: Qt would lay it out anew at each widget that comes or goes."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def held(*layouts: QLayout | None) -> Iterator[None]:
    """Let layouts wait while what is in them changes; they follow once, at the end."""
    known = [layout for layout in layouts if layout is not None and layout.isEnabled()]
    for layout in known:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in known:
            layout.setEnabled(True)
            layout.invalidate()


def show_if(widget: QWidget | None, wanted: bool) -> None:
    """Show or hide a widget where that changes anything; asking Qt is not free."""
    if widget is not None and widget.isHidden() == wanted:
        widget.setVisible(wanted)
