"""The themes, the icons that follow them, and the face for reading."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.assets import resource
from annotator.ui import appearance as appearance_module
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.theme import DARK, LIGHT


def ink(pixmap: QPixmap) -> set[str]:
    """The colours of the pixels that are wholly painted."""
    image = pixmap.toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in places)
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_a_mode_changes_palette_style_sheet_and_says_so(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance
) -> None:
    assert appearance.theme is LIGHT
    with qtbot.waitSignal(appearance.changed):
        appearance.set_mode("dark")
    assert appearance.theme is DARK
    assert appearance.mode == "dark"
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == DARK.text
    assert DARK.panel.name() in qapp.styleSheet()
    assert LIGHT.panel.name() not in qapp.styleSheet()
    appearance.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == LIGHT.text


def test_an_unknown_mode_is_the_systems(appearance: Appearance) -> None:
    appearance.set_mode("sepia")
    assert appearance.mode == "system"


def test_a_fixed_mode_does_not_follow_the_system(qapp: QApplication, appearance: Appearance) -> None:
    appearance.set_mode("dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert appearance.theme is DARK


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_without_a_scheme_the_systems_palette_decides(qapp: QApplication, theme) -> None:
    qapp.setPalette(QPalette(theme.raised, theme.panel))
    look = Appearance(qapp, "system")
    assert look.theme is theme
    look.set_mode("dark")
    look.set_mode("light")
    assert look.theme is LIGHT
    look.set_mode("system")
    assert look.theme is theme
    qapp.setPalette(QPalette(LIGHT.raised, LIGHT.panel))


def test_icons_are_drawn_in_the_colour_of_the_text(appearance: Appearance) -> None:
    assert ink(appearance.icon("close").pixmap(QSize(20, 20))) == {LIGHT.text.name()}
    assert ink(appearance.icon("close", QColor("#123456")).pixmap(QSize(20, 20))) == {"#123456"}
    disabled = appearance.icon("close").pixmap(QSize(20, 20), QIcon.Mode.Disabled)
    assert ink(disabled) == {LIGHT.faint.name()}


def test_an_icon_that_does_not_exist_is_an_error(appearance: Appearance) -> None:
    with pytest.raises(FileNotFoundError):
        appearance.icon("nowhere")


def test_every_icon_is_used_somewhere() -> None:
    sources = Path(appearance_module.__file__).parent.rglob("*.py")
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    assert [icon.stem for icon in resource("icons").glob("*.svg") if f'"{icon.stem}"' not in code] == []


def test_what_is_dressed_follows_the_theme(appearance: Appearance) -> None:
    action, gone = QAction(), QAction()
    appearance.dress(action, "close")
    appearance.dress(gone, "undo")
    del gone
    appearance.set_mode("dark")
    assert ink(action.icon().pixmap(QSize(20, 20))) == {DARK.text.name()}


def test_a_dressed_action_can_change_its_icon(appearance: Appearance) -> None:
    action = QAction()
    appearance.dress(action, "undo")
    appearance.dress(action, "close")
    before = action.icon().pixmap(QSize(20, 20)).toImage()
    appearance.set_mode("dark")
    appearance.set_mode("light")
    assert action.icon().pixmap(QSize(20, 20)).toImage() == before


def test_the_reading_face_is_shipped_and_has_cyrillic(appearance: Appearance) -> None:
    from PySide6.QtGui import QFontMetrics, QRawFont

    assert appearance.reading_family == "Source Serif 4"
    font = appearance.reading_font(17)
    assert font.pixelSize() == 17
    raw = QRawFont.fromFont(font)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "Aя«ЇґѢ“ß")
    assert QFontMetrics(appearance.reading_font(34)).height() > QFontMetrics(font).height()
    assert appearance.reading_font(17, bold=True).bold()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_layer_has_a_sign_of_its_own_shape(qapp: QApplication, theme) -> None:
    colours = theme.layer("blue")
    signs = [
        layer_icon(shape, colours, 1.0).pixmap(QSize(16, 16)).toImage()
        for shape in ("fill", "underline", "dotted", "box")
    ]
    assert all(one != other for n, one in enumerate(signs) for other in signs[n + 1 :])
    unknown = layer_icon("tartan", colours, 1.0).pixmap(QSize(16, 16)).toImage()
    assert unknown == signs[3]
