import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services import settings
from annotator.services.settings import Settings


def file(own_home: Path) -> Path:
    return own_home / "config" / "settings.json"


def test_nothing_is_there_at_first(own_home: Path) -> None:
    assert settings.load() == Settings()
    assert not file(own_home).exists()


def test_settings_come_back_as_they_were(own_home: Path) -> None:
    kept = Settings(
        *("Олена", "an-id", ("/a/b.annotator", "/c д.annotator")),
        window={"geometry": "AdnQ", "left": 240, "ratio": 0.5, "right_open": True},
        theme="dark",
        zoom=-2,
    )
    settings.save(kept)
    assert settings.load() == kept
    assert file(own_home).stat().st_mode & 0o077 == 0 or file(own_home).parent.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in file(own_home).parent.iterdir()] == ["settings.json"]


def test_some_fields_are_changed_and_the_others_kept() -> None:
    settings.change(annotator_name="Ann", zoom=3)
    settings.change(theme="light")
    assert settings.load() == Settings(annotator_name="Ann", zoom=3, theme="light")
    with pytest.raises(TypeError):
        settings.change(colour="red")


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3", '"x"', "\0", "{'a': 1}", "[" * 5000])
def test_a_file_that_cannot_be_understood_is_put_aside(own_home: Path, content: str) -> None:
    file(own_home).parent.mkdir(parents=True)
    file(own_home).write_text(content)
    assert settings.load() == Settings()
    assert not file(own_home).exists()
    assert file(own_home).with_name("settings.json.broken").read_text() == content
    settings.change(zoom=1)
    assert settings.load().zoom == 1


def test_bytes_that_are_no_text_are_put_aside(own_home: Path) -> None:
    file(own_home).parent.mkdir(parents=True)
    file(own_home).write_bytes(b"\xff\xfe{}")
    assert settings.load() == Settings()
    assert file(own_home).with_name("settings.json.broken").read_bytes() == b"\xff\xfe{}"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"zoom": "big", "theme": "dark"}, Settings(theme="dark")),
        ({"zoom": True}, Settings()),
        ({"recent": "x", "zoom": 2}, Settings(zoom=2)),
        ({"recent": ["a", 3]}, Settings()),
        ({"recent": [str(number) for number in range(40)]}, Settings(recent=tuple(map(str, range(12))))),
        ({"window": {"a": [1], "b": 2}}, Settings(window={"b": 2})),
        ({"window": 7, "annotator_name": None}, Settings()),
        ({"of a later version": 1, "zoom": 1}, Settings(zoom=1)),
    ],
)
def test_a_value_of_another_form_has_its_default(
    own_home: Path, found: dict[str, object], expected: Settings
) -> None:
    file(own_home).parent.mkdir(parents=True)
    file(own_home).write_text(json.dumps(found))
    assert settings.load() == expected


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_whatever_a_field_holds_the_rest_is_read(value: object) -> None:
    target = settings.path()
    target.parent.mkdir(parents=True, exist_ok=True)
    for name in ("annotator_name", "annotator_id", "recent", "window", "theme", "zoom"):
        target.write_text(json.dumps({name: value}))
        settings.save(settings.load())


def test_settings_that_cannot_be_written_stop_nobody(own_home: Path) -> None:
    (own_home / "config").write_text("a file in the way")
    assert settings.change(zoom=4).zoom == 4
    assert settings.load() == Settings()


def test_recent_projects_are_the_last_opened_first(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "a"):
        settings.remember_project(tmp_path / name)
    assert settings.load().recent == tuple(str(tmp_path / name) for name in ("a", "c", "b"))
    settings.forget_project(tmp_path / "c")
    assert settings.load().recent == tuple(str(tmp_path / name) for name in ("a", "b"))
    for number in range(40):
        settings.remember_project(tmp_path / str(number))
    assert len(settings.load().recent) == settings.RECENT
    assert settings.load().recent[0] == str(tmp_path / "39")


def test_the_folder_is_the_users_own_if_none_is_named(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(settings.CONFIG_DIR_VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_home / "xdg"))
    assert settings.path().name == "settings.json"
    assert "annotator" in settings.path().parts
