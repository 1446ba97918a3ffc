"""The card at a date that was just marked: what it seems to say, to confirm or correct."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.core.codebook import ANCHOR, KIND, RULE, VALUE
from annotator.core.dates import parse_published
from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation
from annotator.services import linking, proposing
from annotator.services.proposing import NEEDS_PUBLISHED
from annotator.ui.appearance import Appearance
from annotator.ui.date_words import days_in_words, rule_in_words, source_in_words, value_in_words
from annotator.ui.pickers.picker import PickerField
from annotator.ui.pickers.popup import Popup
from annotator.ui.pickers.sources import typed_date
from annotator.ui.texts import ElidedLabel, plain_label, shortened
from annotator.ui.workspace import Workspace

_WIDE_IN_CHARACTERS = 46


class DateCard(Popup):
    """Enter confirms the value, typing corrects it, Esc leaves it proposed."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget) -> None:
        """Make a hidden card over the window."""
        super().__init__(appearance, parent)
        self._workspace = workspace
        self._annotation: Annotation | None = None
        self.heading = ElidedLabel("", "section")
        self.value = plain_label("", "heading", wrap=True)
        self.days = plain_label("", "muted", wrap=True)
        self.rule = plain_label("", "muted", wrap=True)
        self.field = PickerField()
        self.fault = plain_label("", "fault", wrap=True)
        self.hint = ElidedLabel("", "muted")
        self.hint.setFont(appearance.ui_font(0.85))
        for part in (self.heading, self.value, self.days, self.rule, self.field, self.fault, self.hint):
            self.column.addWidget(part)
        for label in (self.heading, self.value, self.days, self.rule, self.fault, self.hint):
            # Qt's own indent differs from label to label here, by the style sheet's fonts.
            label.setIndent(0)
            label.setMargin(0)
        self.field.pressed.connect(self._pressed)
        self.field.textEdited.connect(self._typed)

    @property
    def asks_publication(self) -> bool:
        """Whether the card asks when the article was published."""
        return self._annotation is not None and self._annotation.text(RULE) == NEEDS_PUBLISHED

    def ask(self, annotation: Annotation, anchor: Callable[[], QRect]) -> None:
        """Show what is proposed for a date annotation."""
        self.leave(back=False)
        self._annotation = annotation
        self.heading.setText(self.tr("When is “{quote}”?").format(quote=shortened(annotation.quote, 40)))
        self.setAccessibleName(self.heading.text())
        value = annotation.text(VALUE)
        if self.asks_publication:
            self._show_question()
        else:
            self.value.setText(value_in_words(value) if value else self._no_value(annotation))
            self.rule.setText(_reason(annotation))
            self.field.setText(value)
            self.field.setPlaceholderText(self.tr("A date such as 2025-09-18, 2025-09 or 1997"))
            self.field.setAccessibleName(self.tr("Value of the date"))
            self.hint.setText(self.tr("Enter confirms · type to correct · Esc leaves it open"))
            self.value.show()
            self._show_days(value)
        self.field.selectAll()
        self._refuse("")
        self._measure()
        self.open_at(anchor, self.field)
        words = ". ".join(
            label.text() for label in (self.heading, self.value, self.days, self.rule) if label.text()
        )
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _no_value(self, annotation: Annotation) -> str:
        kind = self._workspace.known.codebook.field(annotation.layer, KIND)
        choice = kind.choice(annotation.text(KIND)) if kind else None
        if choice is None:
            return self.tr("No value")
        return self.tr("No value: {kind}").format(kind=choice.title.lower())

    def _show_question(self) -> None:
        question = self.tr("When was the article published?")
        self.value.setText(question)
        self.value.show()
        self._show_days("")
        self.rule.setText(self.tr("The words count from that day. It is kept with the article."))
        self.field.clear()
        self.field.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.field.setAccessibleName(question)
        self.hint.setText(self.tr("Enter works the date out · Esc leaves it open"))

    def _show_days(self, value: str) -> None:
        words = days_in_words(value)
        shown = words if words != value_in_words(value) else ""
        self.days.setText(shown)
        self.days.setVisible(bool(shown))

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        wide = min(letter * _WIDE_IN_CHARACTERS, self._over.width() - 56)
        for part in (self.heading, self.value, self.days, self.rule, self.field, self.fault, self.hint):
            part.setFixedWidth(wide)
        for label in (self.value, self.days, self.rule, self.fault):
            label.setFixedHeight(max(0, label.heightForWidth(wide)))
        if self.isVisible():
            self.place()

    def _typed(self, text: str) -> None:
        self._refuse("")
        if not self.asks_publication:
            self._show_typed(text)
        self._measure()

    def _show_typed(self, text: str) -> None:
        """Show what Enter would keep; what is no date yet is neither shown as one nor offered to be kept."""
        value, sound = "", not text.strip()
        with suppress(InvalidValue):
            value, sound = ("" if sound else typed_date(text)), True
        self.value.setVisible(sound)
        self.value.setText(value_in_words(value) if value else self.tr("No value"))
        self._show_days(value)
        if not sound:
            self.rule.setText(self.tr("No date yet. Type one such as 2025-09-18, 2025-09 or 1997."))
            self.hint.setText(self.tr("Esc leaves it open"))
            return
        self.rule.setText("")
        keeps = self.tr("Enter confirms · type to correct · Esc leaves it open")
        self.hint.setText(keeps if value else self.tr("Enter leaves it without a value · Esc leaves it open"))

    def _pressed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave(back=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return
        event.accept()

    def _enter(self) -> None:
        annotation, text = self._annotation, self.field.text().strip()
        if annotation is None:
            return
        if self.asks_publication:
            self._publish(annotation, text)
        elif text == annotation.text(VALUE):
            self.leave(back=True)
            self._workspace.confirm([annotation.id])
        else:
            self._correct(annotation, text)

    def _correct(self, annotation: Annotation, text: str) -> None:
        try:
            value = typed_date(text) if text else ""
        except InvalidValue as error:
            self._refuse(str(error))
            self._measure()
            return
        self.leave(back=True)
        self._workspace.set_value([annotation.id], VALUE, value)

    def _publish(self, annotation: Annotation, text: str) -> None:
        """Keep the publication date, then work out every date that waited for it, and show this one."""
        published = parse_published(text)
        space, anchor = self._workspace, self._anchor
        if published is None or space.article is None or anchor is None:
            self._refuse(
                self.tr("“{words}” is no date of publication; expected one such as 2025-09-18.").format(
                    words=text
                )
            )
            self._measure()
            return
        space.edit_article(space.article.id, {"published": published})
        waiting = [one for one in space.own() if one.text(RULE) == NEEDS_PUBLISHED]
        around = space.known.around(space.article, space.text, space.own())
        again = [proposing.proposed(one, around)[0] for one in waiting]
        space.do(lambda project: linking.propose_again(project, again))
        item = space.loaded.get(annotation.id)
        if item is not None:
            self.ask(item.annotation, anchor)


def _reason(annotation: Annotation) -> str:
    """Return where the value comes from: From the publication date. The month of publication."""
    rule, anchor = annotation.text(RULE), annotation.text(ANCHOR)
    source = source_in_words(rule, anchor) if annotation.text(VALUE) else ""
    first = f"{source[:1].upper()}{source[1:]}." if source else ""
    return " ".join(part for part in (first, rule_in_words(rule)) if part)
