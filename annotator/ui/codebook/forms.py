"""The forms of the editor: for the codebook itself, a layer, a field, and a value."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QSpinBox

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.services.codebook_drafts import TAKES_CHOICES
from annotator.ui.appearance import Appearance
from annotator.ui.codebook.form import KEY, TYPE, Form, LongText, Thing, key_line
from annotator.ui.codebook.tiles import Tiles
from annotator.ui.codebook.words import colour_titles, grain_titles, shape_titles, type_titles
from annotator.ui.layer_glyph import layer_icon

_MOST_LINES = 20


class BookForm(Form):
    """Title and guideline of the whole codebook."""

    def __init__(self) -> None:
        """Make the rows."""
        super().__init__()
        self.guideline = LongText(8)
        self.add_row(
            "guideline",
            self.tr("Guideline"),
            self.guideline,
            self.tr("What holds for all layers. Each layer, field and value has words of its own beside it."),
        )
        self.column.addStretch(1)
        self.guideline.textChanged.connect(self.edited)

    def show_book(self, book: Codebook) -> None:
        """Show the codebook's own words."""
        self.show_title(book.title)
        self.guideline.show_text(book.guideline)

    @property
    def guideline_text(self) -> str:
        """The guideline as it stands there."""
        return self.guideline.toPlainText()


class KindsForm(Form):
    """Says what the kinds of entity are for; there is nothing to fill in."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__()
        self.hide_title()
        self.id_label.setText(self.tr("Each person or body that actors refer to is of one of these kinds."))
        self.column.addStretch(1)


class LayerForm(Form):
    """A layer: what it is called, how it looks, what marks it."""

    def __init__(self, appearance: Appearance) -> None:
        """Make the rows."""
        super().__init__()
        self._appearance = appearance
        self.key = key_line()
        self.colour = Tiles(colour_titles(), 4)
        self.shape = Tiles(shape_titles(), 4)
        self.grain = Tiles(grain_titles(), 2)
        self.guideline = LongText(7)
        self.add_row(
            KEY, self.tr("Key"), self.key, self.tr("The letter or digit that marks with this layer.")
        )
        for part, title, tiles in (
            ("colour", self.tr("Colour"), self.colour),
            ("shape", self.tr("Shape"), self.shape),
            ("grain", self.tr("With nothing selected, the key takes"), self.grain),
        ):
            self.add_row(part, title, tiles)
            tiles.name(title)
            tiles.chosen.connect(self._tile_chosen)
        self.add_row(
            "guideline",
            self.tr("Guideline"),
            self.guideline,
            self.tr("What coders agree on: what is marked with this layer, and what is not."),
        )
        self.column.addStretch(1)
        self.key.textEdited.connect(lambda _: self.edited.emit())
        self.guideline.textChanged.connect(self.edited)
        appearance.changed.connect(self._draw)

    def show_layer(self, layer: Layer) -> None:
        """Show a layer."""
        self.show_title(layer.title)
        self.key.setText(layer.key)
        self.colour.show_value(layer.colour)
        self.shape.show_value(layer.shape)
        self.grain.show_value(layer.grain)
        self.guideline.show_text(layer.guideline)
        self._draw()

    def changed(self, thing: Thing) -> Thing:
        """Return a layer with what the fields hold."""
        if not isinstance(thing, Layer):
            return thing
        return replace(
            thing,
            key=self.key.text(),
            colour=self.colour.value,
            shape=self.shape.value,
            grain=self.grain.value,
            guideline=self.guideline.toPlainText().strip(),
        )

    def set_fixed(self, fixed: bool) -> None:
        """Let everything be read and nothing changed."""
        super().set_fixed(fixed)
        for tiles in (self.colour, self.shape, self.grain):
            tiles.set_fixed(fixed)

    def _tile_chosen(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        theme, ratio = self._appearance.theme, self.devicePixelRatioF()
        shape, colour = self.shape.value or "box", self.colour.value
        self.colour.draw(lambda value: layer_icon(shape, theme.layer(value), ratio, 20))
        self.shape.draw(lambda value: layer_icon(value, theme.layer(colour), ratio, 20))


class FieldForm(Form):
    """A field: what it takes, and whether it has to be filled in."""

    def __init__(self) -> None:
        """Make the rows."""
        super().__init__()
        self.type = QComboBox()
        self.type.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.type.setMinimumContentsLength(18)
        for type_, title in type_titles().items():
            self.type.addItem(title, type_)
        self.add_values_button = QPushButton(self.tr("Add a value"))
        self.add_values_button.setAutoDefault(False)
        self.key = key_line()
        self.required = QCheckBox(self.tr("Required: an article is not done without it"))
        self.several = QCheckBox(self.tr("Takes more than one, in order"))
        self.lines = QSpinBox()
        self.lines.setRange(1, _MOST_LINES)
        self.lines.setMaximumWidth(96)
        self.lines.lineEdit().setTextMargins(8, 0, 0, 0)
        self.guideline = LongText(5)
        row = self.add_row(TYPE, self.tr("Takes"), self.type)
        beside = QHBoxLayout()
        beside.addWidget(self.add_values_button)
        beside.addStretch(1)
        row.addLayout(beside)
        self.add_row(
            KEY,
            self.tr("Key"),
            self.key,
            self.tr("The letter that goes to this field while an annotation is selected; it may be empty."),
        )
        self._lines_row = self.add_row("lines", self.tr("Lines"), self.lines)
        self.column.addWidget(self.required)
        self.column.addWidget(self.several)
        self.add_row(
            "guideline",
            self.tr("Guideline"),
            self.guideline,
            self.tr("Shown beside the field while one fills it in."),
        )
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.type.activated.connect(self._type_chosen)
        self.key.textEdited.connect(lambda _: self.edited.emit())
        self.required.clicked.connect(self.edited)
        self.several.clicked.connect(self.edited)
        self.lines.valueChanged.connect(lambda _: self.edited.emit())
        self.guideline.textChanged.connect(self.edited)

    @property
    def chosen_type(self) -> FieldType:
        """The type that is chosen."""
        return FieldType(self.type.currentData())

    def show_field(self, field: Field, *, type_fixed: str) -> None:
        """Show a field; ``type_fixed`` says why its type cannot be another one, or is empty."""
        self.show_title(field.title)
        self.type.setCurrentIndex(self.type.findData(field.type))
        self.key.setText(field.key)
        self.required.setChecked(field.required)
        self.several.setChecked(field.several)
        self.lines.blockSignals(True)
        self.lines.setValue(field.lines)
        self.lines.blockSignals(False)
        self.guideline.show_text(field.guideline)
        self.type.setEnabled(not type_fixed)
        self.type.setToolTip(type_fixed)
        self._adapt()

    def changed(self, thing: Thing) -> Thing:
        """Return a field with what the form's fields hold."""
        if not isinstance(thing, Field):
            return thing
        return replace(
            thing,
            type=self.chosen_type,
            key=self.key.text(),
            required=self.required.isChecked(),
            several=self.several.isChecked(),
            lines=self.lines.value(),
            guideline=self.guideline.toPlainText().strip(),
        )

    def set_fixed(self, fixed: bool) -> None:
        """Let everything be read and nothing changed."""
        super().set_fixed(fixed)
        self.type.setEnabled(self.type.isEnabled() and not fixed)
        self.lines.setReadOnly(fixed)
        self.add_values_button.setEnabled(not fixed)

    def _type_chosen(self) -> None:
        self._adapt()
        self.edited.emit()

    def _adapt(self) -> None:
        """Show what the type has."""
        type_ = self.chosen_type
        self.add_values_button.setVisible(type_ in TAKES_CHOICES)
        self.several.setVisible(type_ in (FieldType.ENTITY, FieldType.DATE))
        for at in range(self._lines_row.count()):
            item = self._lines_row.itemAt(at)
            widget = item.widget() if item else None
            if widget is not None and (at < 2 or type_ is not FieldType.TEXT):
                widget.setVisible(type_ is FieldType.TEXT)


class ChoiceForm(Form):
    """A value of a field, or a kind of entity."""

    def __init__(self) -> None:
        """Make the rows."""
        super().__init__()
        self.definition = LongText(5)
        self.add_row(
            "definition",
            self.tr("Definition"),
            self.definition,
            self.tr("What coders agree that it means; shown beside the value when one chooses."),
        )
        self.column.addStretch(1)
        self.definition.textChanged.connect(self.edited)

    def show_choice(self, choice: Choice) -> None:
        """Show a value."""
        self.show_title(choice.title)
        self.definition.show_text(choice.definition)

    def changed(self, thing: Thing) -> Thing:
        """Return a value with its definition."""
        if not isinstance(thing, Choice):
            return thing
        return replace(thing, definition=self.definition.toPlainText().strip())
