"""What the program remembers for one person on one machine, apart from any project."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import cast

CONFIG_DIR_VARIABLE = "ANNOTATOR_CONFIG_DIR"

RECENT = 12
"""How many recent projects are remembered."""

Plain = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is remembered. What is not in the file, or is there in another form, has its default."""

    annotator_name: str = ""
    annotator_id: str = ""
    recent: tuple[str, ...] = ()
    """Absolute paths of projects, the last opened first."""
    window: Mapping[str, Plain] = field(default_factory=dict)
    theme: str = "system"
    """``system``, ``light`` or ``dark``."""
    zoom: int = 100
    """Per cent of the article's usual text size."""
    backups: bool = True
    """Whether projects are backed up on this machine."""
    backups_folder: str = ""
    """The folder in which the backups' own folder lies; empty for the usual place."""


def path() -> Path:
    """Return where the settings are kept; the environment may name another folder."""
    chosen = os.environ.get(CONFIG_DIR_VARIABLE)
    if chosen:
        return Path(chosen) / "settings.json"
    from platformdirs import user_config_path

    return user_config_path("annotator", appauthor=False) / "settings.json"


def load() -> Settings:
    """Return the settings. A file that cannot be understood is put aside and the defaults are used."""
    source = path()
    try:
        found = json.loads(source.read_text(encoding="utf-8"))
    except OSError:
        return Settings()
    except (ValueError, RecursionError):
        _put_aside(source)
        return Settings()
    if not isinstance(found, dict):
        _put_aside(source)
        return Settings()
    usable = {name: value for name, value in _understood(found).items() if value is not None}
    return Settings(**usable)  # type: ignore[arg-type]  # `_understood` has checked each value against its field; mypy sees one type for all of them


def save(settings: Settings) -> None:
    """Write the settings, whole or not at all.

    Raises:
        OSError: if that cannot be done; nothing but comfort depends on it.
    """
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_suffix(f".{os.getpid()}.part")
    document = json.dumps(asdict(settings), ensure_ascii=False, indent=2, sort_keys=True)
    try:
        part.write_text(document + "\n", encoding="utf-8")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def change(**values: object) -> Settings:
    """Load the settings, change some fields, save and return them.

    Settings that cannot be written are no reason to stop anybody's work, so that is left unsaid.
    """
    changed = replace(load(), **values)  # type: ignore[arg-type]  # mypy cannot match names given at run time; `replace` refuses unknown ones
    with suppress(OSError):
        save(changed)
    return changed


def remember_project(project: Path) -> Settings:
    """Put a project at the head of the recent ones."""
    name = str(project.absolute())
    others = tuple(other for other in load().recent if other != name)
    return change(recent=(name, *others)[:RECENT])


def forget_project(project: Path) -> Settings:
    """Take a project off the recent ones."""
    name = str(project.absolute())
    return change(recent=tuple(other for other in load().recent if other != name))


def _put_aside(source: Path) -> None:
    with suppress(OSError):
        source.replace(source.with_name(f"{source.name}.broken"))


def _understood(found: Mapping[str, object]) -> dict[str, object]:
    result: dict[str, object] = {}
    for known in fields(Settings):
        value = found.get(known.name)
        if known.name == "recent":
            usable = isinstance(value, list) and all(isinstance(item, str) for item in value)
            result["recent"] = tuple(cast("list[str]", value)[:RECENT]) if usable else None
        elif known.name == "window":
            result["window"] = _plain(value)
        elif known.name == "zoom":
            result["zoom"] = value if type(value) is int else None
        elif known.name == "backups":
            result["backups"] = value if isinstance(value, bool) else None
        else:
            result[known.name] = value if isinstance(value, str) else None
    return result


def _plain(value: object) -> dict[str, Plain] | None:
    if not isinstance(value, dict):
        return None
    return {str(key): item for key, item in value.items() if isinstance(item, str | int | float | bool)}
