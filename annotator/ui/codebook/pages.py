"""The forms of the editor, one of them shown; each scrolls, and none is narrower than what is on it."""

from typing import NamedTuple

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QStackedWidget

from annotator.core.codebook import Choice, Codebook, Field, Layer
from annotator.services.codebook_drafts import KINDS_PLACE, Place
from annotator.ui.appearance import Appearance
from annotator.ui.codebook.form import Form
from annotator.ui.codebook.forms import BookForm, ChoiceForm, FieldForm, KindsForm, LayerForm
from annotator.ui.panels.scroll_page import ScrollPage


class Forms(NamedTuple):
    """One form for each sort of place."""

    book: BookForm
    kinds: KindsForm
    layer: LayerForm
    field: FieldForm
    choice: ChoiceForm


class _Page(ScrollPage):
    """Scrolls up and down only, and so is never narrower than its form."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width of the form in the present face, with room for the bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        # Not only when the page was made: the face, and so the width of its words, comes with the style.
        return QSize(self.content.minimumSizeHint().width() + bar, super().minimumSizeHint().height())


class Pages(QStackedWidget):
    """Shows what is at a place in the form for it."""

    def __init__(self, appearance: Appearance) -> None:
        """Make all forms, empty."""
        super().__init__()
        self.forms = Forms(BookForm(), KindsForm(), LayerForm(appearance), FieldForm(), ChoiceForm())
        self._scrolls = [_Page(form) for form in self.forms]
        for page in self._scrolls:
            self.addWidget(page)

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return self.forms[self.currentIndex()]

    def show_thing(
        self, book: Codebook, place: Place, thing: Layer | Field | Choice | None, *, type_fixed: str
    ) -> Form:
        """Show what is at a place of a codebook from the top of its form, and return that.

        ``type_fixed`` says why the type of a field cannot be another one, or is empty.
        """
        form = self._fill(book, place, thing, type_fixed)
        number = list(self.forms).index(form)
        self.setCurrentIndex(number)
        self._scrolls[number].verticalScrollBar().setValue(0)
        return form

    def reveal(self, part: str) -> None:
        """Scroll to a field of the form that is shown, and to what is said to be wrong in it."""
        page, form = self._scrolls[self.currentIndex()], self.form

        def scroll() -> None:
            field, fault = form.row_of(part)
            page.reveal(fault)
            page.reveal(field)

        # Once there is room for the sentence: it may have come just now.
        QTimer.singleShot(0, page, scroll)

    def _fill(
        self, book: Codebook, place: Place, thing: Layer | Field | Choice | None, type_fixed: str
    ) -> Form:
        forms = self.forms
        if isinstance(thing, Layer):
            forms.layer.show_layer(thing)
            return forms.layer
        if isinstance(thing, Field):
            forms.field.show_field(thing, type_fixed=type_fixed)
            return forms.field
        if isinstance(thing, Choice):
            forms.choice.show_choice(thing)
            return forms.choice
        if place == KINDS_PLACE:
            return forms.kinds
        forms.book.show_book(book)
        return forms.book
