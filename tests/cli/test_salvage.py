"""``annotator salvage`` as a person calls it."""

import json
from pathlib import Path

from annotator.services import backups, projects
from tests.cli.conftest import Annotator


def test_all_is_saved_when_only_the_head_is_gone(annotator: Annotator, sample: Path, tmp_path: Path) -> None:
    annotations = json.loads(annotator("info", sample, "--json").stdout)["annotations"]
    sample.write_bytes(bytes(100) + sample.read_bytes()[100:])
    before = sample.read_bytes()
    assert annotator("info", sample).returncode == 2
    done = annotator("salvage", sample, "new.annotator", "--annotator", "Ada")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is lost" in done.stdout
    assert sample.read_bytes() == before
    assert annotator("check", "new.annotator").returncode == 0
    assert json.loads(annotator("info", "new.annotator", "--json").stdout)["annotations"] == annotations > 100


def test_what_is_lost_is_listed_and_the_code_is_1(annotator: Annotator, sample: Path) -> None:
    with projects.open_project(sample, "Ada") as project:
        text = project.text(project.articles()[0].id).encode("utf-8")
        backups.back_up(project)
    content = bytearray(sample.read_bytes())
    content[content.index(text[:80])] ^= 1
    sample.write_bytes(content)
    done = annotator("salvage", sample, "helped.annotator", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["from_backup"]["texts"] == 1
    with projects.open_project(sample, "Ada") as project:
        backups.delete([project.properties()["id"]])
    done = annotator("salvage", sample, "alone.annotator", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert (found["complete"], found["backup"]) == (False, None)
    assert {loss["kind"] for loss in found["lost"]} == {"texts", "articles", "annotations", "links"}
    links = [loss["sentence"] for loss in found["lost"] if loss["kind"] == "links"]
    assert links
    assert all(one.startswith("The field “") and "is lost because" in one for one in links)
    spoken = annotator("salvage", sample, "again.annotator")
    assert spoken.returncode == 1
    assert "checksum" in spoken.stdout
    assert "could not be saved" in spoken.stdout


def test_bad_use(annotator: Annotator, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Only words.")
    for arguments in (["none", "new"], ["words.txt", "new"], [sample, sample], [sample]):
        done = annotator("salvage", *arguments)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "new").exists()
