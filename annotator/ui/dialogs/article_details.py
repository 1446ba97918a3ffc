"""What is known about an article: all of it can be edited but the text and where it came from."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import InvalidValue
from annotator.core.model import Article
from annotator.core.text import single_line
from annotator.services.articles import checked, with_metadata
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs import languages
from annotator.ui.dialogs.base import Dialog, field_label
from annotator.ui.texts import ElidedLabel, counted, plain_label


class ArticleDetailsDialog(Dialog):
    """Edits the metadata; `changes` has what is different when it was accepted."""

    def __init__(
        self,
        appearance: Appearance,
        article: Article,
        *,
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, self.tr("About this article"), parent)
        self._article = article
        self.fields = {
            "title": QLineEdit(article.title),
            "byline": QLineEdit(article.byline),
            "outlet": QLineEdit(article.outlet),
            "url": QLineEdit(article.url),
            "published": QLineEdit(article.published),
        }
        self.fields["published"].setPlaceholderText(self.tr("YYYY, YYYY-MM or YYYY-MM-DD"))
        self.language = self._make_language(article.language)
        self._faults: dict[str, QLabel] = {}
        self._labels: list[QLabel] = []
        self.add_heading(self.tr("About this article"))
        self.column.addLayout(self._form(read_only))
        self.column.addLayout(self._facts())
        self.column.addStretch(1)
        widest = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:
            label.setMinimumWidth(widest)
        if read_only:
            self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        else:
            self.save_button = self.add_buttons(self.tr("Save"))
        self.setMinimumWidth(self.in_characters(84).width())
        self.fit()
        self.fields["title"].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the beginning of a long title; the focus would have gone to its end."""
        super().showEvent(event)
        for field in self.fields.values():
            QTimer.singleShot(0, field, lambda field=field: field.setCursorPosition(0))

    def changes(self) -> dict[str, str]:
        """Return the fields that differ from the article, as they will be stored."""
        return {
            name: value for name, value in self._values().items() if value != getattr(self._article, name)
        }

    def accept(self) -> None:
        """Leave if every field takes what is in it, else say beside the field what is wrong."""
        wrong = self._check()
        if not wrong:
            super().accept()
            return
        self._field(wrong[0]).setFocus()

    def _values(self) -> dict[str, str]:
        values = {name: single_line(field.text()) for name, field in self.fields.items()}
        return values | {"language": single_line(languages.code_of(self.language.currentText()))}

    def _field(self, name: str) -> QWidget:
        return self.language if name == "language" else self.fields[name]

    def _check(self) -> list[str]:
        """Show a sentence beside each field that cannot be saved; return their names."""
        wrong = []
        for name, value in self._values().items():
            sentence = _refusal(name, value)
            label = self._faults[name]
            label.setText(sentence)
            label.setVisible(bool(sentence))
            field = self._field(name)
            field.setProperty("fault", bool(sentence))
            field.style().unpolish(field)
            field.style().polish(field)
            field.setAccessibleDescription(sentence)
            if sentence:
                wrong.append(name)
        self.grow()
        return wrong

    def _make_language(self, code: str) -> QComboBox:
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.addItem("")
        field.addItems(languages.offered())
        field.setMaxVisibleItems(16)
        field.setEditText(languages.described(code))
        completer = field.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        return field

    def _form(self, read_only: bool) -> QFormLayout:
        form = _form_layout()
        rows: Sequence[tuple[str, str, QWidget]] = (
            ("title", self.tr("&Title"), self.fields["title"]),
            ("byline", self.tr("&Byline"), self.fields["byline"]),
            ("outlet", self.tr("&Outlet"), self.fields["outlet"]),
            ("url", self.tr("&URL"), self.fields["url"]),
            ("published", self.tr("&Published"), self.fields["published"]),
            ("language", self.tr("&Language"), self.language),
        )
        for name, text, field in rows:
            fault = plain_label("", "fault", wrap=True)
            fault.hide()
            self._faults[name] = fault
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(field)
            cell.addWidget(fault)
            form.addRow(self._label(field_label(text, field)), cell)
            if isinstance(field, QLineEdit):
                field.setReadOnly(read_only)
            else:
                field.setEnabled(not read_only)
        return form

    def _label(self, label: QLabel) -> QLabel:
        """Take a label into the column that all rows of the dialog share."""
        label.ensurePolished()
        self._labels.append(label)
        return label

    def _facts(self) -> QVBoxLayout:
        article = self._article
        number = QLocale().toString
        charset = article.charset or self.tr("pasted, not from a file")
        if article.replaced:
            one, many = self.tr("1 character could not be read"), self.tr("{n} characters could not be read")
            unreadable = counted(article.replaced, one, many)
            charset = self.tr("{charset}; {unreadable}").format(charset=charset, unreadable=unreadable)
        facts = (
            (self.tr("File"), article.source_name or self.tr("none; it was pasted")),
            (self.tr("Characters"), number(article.length)),
            (self.tr("Charset"), charset),
            (self.tr("SHA-256"), article.text_sha256),
        )
        rule = QFrame()
        rule.setProperty("role", "rule")
        form = _form_layout()
        for title, value in facts:
            form.addRow(self._label(plain_label(title, "muted")), _fact(title, value))
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(rule)
        column.addWidget(
            plain_label(self.tr("The text was kept as it came in and never changes."), "muted", wrap=True)
        )
        column.addLayout(form)
        return column


def _fact(title: str, value: str) -> QLabel:
    """Return a value that gives way to the dialog's width and can be selected."""
    label: QLabel
    if len(value) == 64 and value.isalnum():
        # A hash may break in its middle, so that it is never what makes the dialog wide.
        label = plain_label(f"{value[:32]} {value[32:]}", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    else:
        label = ElidedLabel(value, mode=Qt.TextElideMode.ElideMiddle)
    label.setAccessibleName(f"{title}: {value}")
    return label


def _refusal(name: str, value: str) -> str:
    """Return why a field does not take ``value``, by the rules that saving goes by; else nothing."""
    blank = Article(id="", title="-", text_sha256="", length=0)
    try:
        checked(with_metadata(blank, {name: value}))
    except InvalidValue as error:
        return str(error)
    return ""


def _form_layout() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return form
