"""How the program looks: theme, style sheet, icons and the reading face.

One `Appearance` is made when the program starts and handed to the widgets that draw
something themselves; all others are styled through the application.
"""

import weakref
from functools import cache
from string import Template
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.assets import resource
from annotator.core.colour import blend
from annotator.ui.icons import line_icon
from annotator.ui.theme import DARK, LIGHT, Theme

MODES = ("system", "light", "dark")
"""What `Appearance.set_mode` takes."""

_READING_FILE = "SourceSerif4-Regular.ttf"
_READING_CUTS = ("SourceSerif4-It.ttf", "SourceSerif4-Bold.ttf")
_TOKENS = (
    *("page", "panel", "raised", "line", "edge", "hover", "chosen", "text", "muted", "faint"),
    *("accent", "on_accent", "danger", "warning"),
)
_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Dressable(Protocol):
    """An action or a button: something that can show an icon."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show ``icon``."""


class Appearance(QObject):
    """The look of the whole program, and the one place that changes it."""

    changed = Signal()
    """The theme is another one now; whoever draws by hand draws again."""

    def __init__(self, app: QApplication, mode: str = "system", parent: QObject | None = None) -> None:
        """Apply ``mode`` (one of `MODES`; anything else counts as ``system``) to ``app``."""
        super().__init__(parent)
        self._app = app
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._dressed: list[tuple[weakref.ref[Dressable], str]] = []
        self.mode = "system"
        self.theme: Theme = LIGHT
        self.reading_family = _load_reading_face()
        # Platforms that know no scheme still give a palette; this is the last chance to see it.
        self._palette_was_dark = app.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5
        if not app.styleSheet():
            app.setStyle("Fusion")
        self._take_mode(mode)
        self._app.setPalette(palette(self.theme))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.screenAdded.connect(self._draw_icons_again)

    def style(self) -> None:
        """Apply the style sheet, once the widgets are made.

        With one applied before, each widget is polished again with every parent it gets, and
        the window takes twice as long to build.
        """
        self._app.setStyleSheet(style_sheet(self.theme, self._app.font(), self.reading_family))

    def set_mode(self, mode: str) -> None:
        """Show the program in ``mode``: ``system``, ``light`` or ``dark``."""
        self._take_mode(mode)
        self._refresh()

    def icon(self, name: str, colour: QColor | None = None) -> QIcon:
        """Return the line icon ``name`` in ``colour``, or else in the colour of the text.

        It belongs to the present theme; see `dress` for one that follows.

        Raises:
            FileNotFoundError: if there is no such icon.
        """
        ink = colour or self.theme.text
        key = (name, ink.name())
        if key not in self._icons:
            ratios = {screen.devicePixelRatio() for screen in self._app.screens()} or {1.0}
            self._icons[key] = line_icon(name, ink, self.theme.faint, ratios)
        return self._icons[key]

    def dress(self, target: Dressable, name: str) -> None:
        """Give an action or button the icon ``name``, and again whenever the theme changes."""
        kept = [(ref, icon) for ref, icon in self._dressed if (owner := ref()) and isValid(owner)]
        self._dressed = [(ref, icon) for ref, icon in kept if ref() is not target]
        self._dressed.append((weakref.ref(target), name))
        target.setIcon(self.icon(name))

    def reading_font(self, pixels: float, *, bold: bool = False, italic: bool = False) -> QFont:
        """Return the face of the article at a height of ``pixels`` logical pixels.

        Characters that it lacks (Arabic, Chinese) come from the fonts of the system.
        """
        _load_reading_cuts()
        font = QFont()
        font.setFamilies([self.reading_family, "Noto Naskh Arabic", "Noto Serif"])
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(max(1, round(pixels)))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def ui_font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """Return the system's interface face at ``scale`` times its size."""
        font = QFont(self._app.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * scale)
        else:
            font.setPixelSize(round(font.pixelSize() * scale))
        font.setBold(bold)
        return font

    @property
    def reduce_motion(self) -> bool:
        """Whether the system asks programs to do without animations."""
        # Only here: PySide6 makes all enumerations of a class when it is first named, and this one has many.
        from PySide6.QtWidgets import QStyle

        return not self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)

    def _take_mode(self, mode: str) -> None:
        self.mode = mode if mode in MODES else "system"
        # Also tells the platform, so that native parts such as title bars match.
        self._app.styleHints().setColorScheme(_SCHEMES[self.mode])
        self.theme = DARK if self._wants_dark() else LIGHT

    def _wants_dark(self) -> bool:
        if self.mode != "system":
            return self.mode == "dark"
        scheme = self._app.styleHints().colorScheme()
        return self._palette_was_dark if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark

    def _follow_system(self) -> None:
        theme = DARK if self._wants_dark() else LIGHT
        if theme is not self.theme:
            self.theme = theme
            self._refresh()

    def _refresh(self) -> None:
        self._apply()
        self._draw_icons_again()
        self.changed.emit()

    def _draw_icons_again(self) -> None:
        self._icons.clear()
        for ref, name in self._dressed:
            target = ref()
            if target is not None and isValid(target):
                target.setIcon(self.icon(name))

    def _apply(self) -> None:
        self._app.setPalette(palette(self.theme))
        self.style()


def palette(theme: Theme) -> QPalette:
    """Return the colours of ``theme`` in the roles that standard widgets use."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.line,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, theme.faint)
    return result


def style_sheet(theme: Theme, font: QFont, reading_family: str) -> str:
    """Return ``resources/styles/app.qss`` with the colours of ``theme``, sized after ``font``.

    Raises:
        KeyError: if the style sheet uses a name that is not defined here.
    """
    template = Template(resource("styles", "app.qss").read_text(encoding="utf-8"))
    return template.substitute(_tokens(theme, font), reading=reading_family)


def _tokens(theme: Theme, font: QFont) -> dict[str, str]:
    tokens = {name: getattr(theme, name).name() for name in _TOKENS}
    tokens["selection"] = theme.selection.name(QColor.NameFormat.HexArgb)
    tokens["pressed"] = _mixed(theme.edge, 0.28, theme.panel)
    tokens["scroll"] = _mixed(theme.edge, 0.55, theme.panel)
    tokens["accent_hover"] = _mixed(theme.text, 0.14, theme.accent)
    tokens["danger_hover"] = _mixed(theme.text, 0.14, theme.danger)
    for kind in ("accent", "warning", "danger"):
        tokens[f"{kind}_wash"] = _mixed(getattr(theme, kind), 0.10, theme.panel)
    tokens["images"] = resource("styles", theme.name).as_posix()
    unit, size = ("pt", font.pointSizeF()) if font.pointSizeF() > 0 else ("px", font.pixelSize())
    for name, scale in (("small", 0.9), ("heading", 1.15), ("title", 1.5), ("display", 2.0)):
        tokens[f"size_{name}"] = f"{size * scale:.1f}{unit}"
    return tokens


def _mixed(over: QColor, alpha: float, under: QColor) -> str:
    red, green, blue = blend(
        (over.red(), over.green(), over.blue(), alpha), (under.red(), under.green(), under.blue())
    )
    return QColor(red, green, blue).name()


@cache
def _load_reading_face() -> str:
    """Load the shipped font, once: each loading makes Qt throw away what it knows of all fonts."""
    number = QFontDatabase.addApplicationFont(str(resource("fonts", _READING_FILE)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return next(iter(families), "Noto Serif")


@cache
def _load_reading_cuts() -> None:
    """Load its italic and bold, once; the start page does without."""
    for name in _READING_CUTS:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
