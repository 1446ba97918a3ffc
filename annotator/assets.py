"""Finds the files that lie beside the code: in a checkout, and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a file under ``resources/``; it need not exist."""
    return _root("_resources", "resources").joinpath(*parts)


def samples() -> Path:
    """Return the folder of the sample articles."""
    return _root("_samples", "sample_articles")


def _root(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
