"""``--as-of`` from the command line."""

import json
from pathlib import Path

from annotator.services import articles, projects
from tests.cli.conftest import Annotator
from tests.storage.helpers import tamper

RENAMED = "Renamed in the evening"


def renamed(path: Path) -> str:
    """Rename an article of a project as if at 18:00:30 UTC, all else long before; return its old title."""
    with projects.open_project(path, "Ada") as project:
        article = project.articles()[0]
        before = project.past().newest()
        articles.edit(project, article.id, title=RENAMED)
    tamper(
        path,
        f"UPDATE journal SET at = '2025-11-17T10:00:00.000Z' WHERE seq <= {before};"
        f"UPDATE journal SET at = '2025-11-17T18:00:30.000Z' WHERE seq > {before};",
    )
    return article.title


def titles(annotator: Annotator, *arguments: str | Path) -> list[str]:
    """Return the titles that ``annotator articles`` lists."""
    done = annotator("articles", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return [str(one["title"]) for one in json.loads(done.stdout)]


def test_articles_as_they_were(annotator: Annotator, sample: Path) -> None:
    old = renamed(sample)
    bytes_before = sample.read_bytes()
    assert titles(annotator, sample)[0] == RENAMED
    assert titles(annotator, sample, "--as-of", "2025-11-17T17:59Z")[0] == old
    assert titles(annotator, sample, "--as-of", "2025-11-17T18:00Z")[0] == RENAMED, "to the end of the minute"
    assert titles(annotator, sample, "--as-of", "2025-11-17T19:00:29+01:00")[0] == old
    assert titles(annotator, sample, "--as-of", "2026-01-01")[0] == RENAMED
    assert titles(annotator, sample, "--as-of", "2020-01-01") == [], "before anything was done"
    assert sample.read_bytes() == bytes_before


def test_time_without_a_zone_is_local(annotator: Annotator, sample: Path) -> None:
    old = renamed(sample)
    zone = {"TZ": "Asia/Tokyo"}  # nine hours before UTC
    done = annotator("export", sample, "articles", "-o", "-", "--as-of", "2025-11-18T02:59", env=zone)
    assert old in done.stdout
    done = annotator("export", sample, "articles", "-o", "-", "--as-of", "2025-11-18T03:01", env=zone)
    assert RENAMED in done.stdout


def test_what_is_no_time_is_refused_in_a_sentence(annotator: Annotator, sample: Path) -> None:
    done = annotator("info", sample, "--as-of", "Tuesday")
    assert done.returncode == 2
    assert done.stderr.startswith("“Tuesday” is no day or time; write it as")
