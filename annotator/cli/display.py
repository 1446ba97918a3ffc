"""Whether a window can be shown here, found out without letting Qt abort the program."""

import importlib.util
import os
import sys
from pathlib import Path

HEADLESS_COMMANDS = (
    "new, import, take-in, info, articles, export, codebook, check and salvage work without one"
)
PACKAGES = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1"
)
"""What Debian and Ubuntu call the libraries that Qt needs and does not bring."""


def window_problem() -> str | None:
    """Say in one sentence why no window can be shown here; None if nothing is known against it."""
    if not _pyside_folder():
        return f"There is no window here, as PySide6 is not installed; {HEADLESS_COMMANDS}."
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") not in _X:
        return None
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not wayland and not x11:
        return f"There is no display here to show a window on; {HEADLESS_COMMANDS}."
    if wayland and not os.environ.get("QT_QPA_PLATFORM") and _wayland_answers():
        return None
    missing = _missing_for_x11()
    if missing:
        return library_problem(missing)
    if not _x11_answers():
        return f"The display {x11} does not answer, so there is no window; {HEADLESS_COMMANDS}."
    return None


def library_problem(reason: str) -> str:
    """Return the sentence for a system library that Qt needs and cannot load."""
    detail = " ".join(reason.split())
    return (
        f"Qt cannot show a window here ({detail}); on Debian or Ubuntu “sudo apt-get install {PACKAGES}” "
        f"brings what it needs, and {HEADLESS_COMMANDS}."
    )


_X = ("xcb", "")


def _pyside_folder() -> str:
    """Return where PySide6 is installed; empty if it is not."""
    try:
        spec = importlib.util.find_spec("PySide6")
    except ImportError:
        return ""
    return next(iter(spec.submodule_search_locations or ()), "") if spec else ""


def _missing_for_x11() -> str:
    """Return why Qt's X11 plugin cannot be loaded; empty if it can, or is somewhere else."""
    import ctypes

    plugin = Path(_pyside_folder(), "Qt", "plugins", "platforms", "libqxcb.so")
    if not plugin.exists():
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error)
    return ""


def _x11_answers() -> bool:
    """Try to reach the X server, as Qt would, which ends the program if it cannot."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the plugin was loaded, so Qt has found it some other way
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers() -> bool:
    """Try to reach the Wayland compositor; Qt falls back to X11 by itself if it cannot."""
    import ctypes

    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = wayland.wl_display_connect(None)
    if not display:
        return False
    wayland.wl_display_disconnect(display)
    return True
