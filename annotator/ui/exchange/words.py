"""Words that the dialogs about colleagues' files share."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from annotator.ui.texts import counted, isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exchange", text)


def articles_in_words(number: int) -> str:
    """Return ``1 article`` or ``5 articles``."""
    return counted(number, _tr("1 article"), _tr("{n} articles"))


def annotations_in_words(number: int) -> str:
    """Return ``1 annotation`` or ``5 annotations``."""
    return counted(number, _tr("1 annotation"), _tr("{n} annotations"))


def files_in_words(number: int) -> str:
    """Return ``1 file`` or ``5 files``."""
    return counted(number, _tr("1 file"), _tr("{n} files"))


def names_in_words(names: Iterable[str], most: int = 4) -> str:
    """Return names one after another, not more than ``most`` of them."""
    known = list(names)
    shown = ", ".join(isolated(name) for name in known[:most])
    left = len(known) - most
    return _tr("{names} and {n} more").format(names=shown, n=left) if left > 0 else shown
