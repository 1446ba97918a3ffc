"""SIGKILL at any moment: nothing that was acknowledged is missing, and nothing is there by half.

``ANNOTATOR_TEST_KILLS`` sets the number of rounds; 200 take two minutes.
"""

import os
import random
import signal
from pathlib import Path

import pytest

from annotator.core.model import Status
from annotator.services import history, marking, projects
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add, create, python, rows
from tests.storage.helpers import article as new_article

ROUNDS = int(os.environ.get("ANNOTATOR_TEST_KILLS", "20"))

MARKING = """
import sys
from pathlib import Path
from annotator.core.spans import Span
from annotator.services import marking
from annotator.storage.project import Project
from tests.storage.helpers import ANN
project = Project.open(Path(sys.argv[1]), annotator=ANN)
assert not project.read_only, project.read_only_reason
article = project.articles()[0]
text = project.text(article.id)
for number in range(10**6):
    start = number % (len(text) - 20)
    spans = (Span(start, start + 5), Span(start + 9, start + 15)) if number % 3 else (Span(start, start + 8),)
    annotation = marking.plan(article, text, ("claim", "actor", "date")[number % 3], spans, project.annotator)
    marking.add(project, annotation)
    print(annotation.id, flush=True)
"""

IMPORTING = """
import sys
from pathlib import Path
from annotator.storage.project import Project
from annotator.core.spans import Span
from annotator.services import marking
from tests.storage.helpers import ANN, article
project = Project.open(Path(sys.argv[1]), annotator=ANN)
def mark(article, text):
    return marking.plan(article, text, "claim", [Span(0, 7)], project.annotator)
assert not project.read_only, project.read_only_reason
for number in range(10**6):
    texts = [f"Article {index} of batch {number}" for index in range(60)]
    with project.act("add articles", str(number)) as change:
        stored = change.insert_articles([(article(text, str(number)), text) for text in texts])
        change.insert_annotations([mark(one, text) for one, text in zip(stored, texts)])
    print(number, flush=True)
"""


def killed(code: str, path: Path, after: int) -> list[str]:
    """Run ``code`` until it has acknowledged ``after`` acts, kill it, and return all acknowledgements."""
    with python(code, path) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL, process.stderr
    return [line.strip() for line in acknowledged if line.endswith("\n")]


def test_killed_while_marking(path: Path) -> None:
    choose = random.Random(20250918)
    with create(path) as project:
        article = add(project, "The council said that it had no choice. " * 50)
    known: set[str] = set()
    for _ in range(ROUNDS):
        acknowledged = killed(MARKING, path, after=choose.randint(1, 25))
        with Project.open(path, annotator=ANN) as project:
            assert not project.read_only, project.read_only_reason
            text = project.text(article.id)
            loaded = marking.load(project, article.id, text)
            found = {one.annotation.id for one in loaded}
            assert known | set(acknowledged) <= found
            assert len(found - known - set(acknowledged)) <= 1
            assert [one.damage for one in loaded if one.damage] == []
            assert project.article(article.id).status is Status.IN_PROGRESS
            act = history.undo(project)
            ((_, undone), *_) = act.touched
            assert undone not in {one.id for one in project.annotations(article.id)}
            history.redo(project)
            known = {one.id for one in project.annotations(article.id)}
            assert known == found
        report = projects.check(path)
        assert report.findings == []
        assert report.checked["annotations"] == len(known)


def test_killed_while_adding_many(path: Path) -> None:
    choose = random.Random(20250919)
    create(path).close()
    for _ in range(max(3, ROUNDS // 4)):
        before = len(rows(path, "SELECT 1 FROM journal WHERE verb = 'add articles'"))
        acknowledged = killed(IMPORTING, path, after=choose.randint(1, 4))
        with Project.open(path, annotator=ANN) as project:
            assert not project.read_only, project.read_only_reason
            acts = [act for act in project.history(limit=1000) if act.verb == "add articles"]
            assert len(acknowledged) <= len(acts) - before <= len(acknowledged) + 1
            assert len(project.articles()) == 60 * len(acts), "a batch is there by half"
            assert project.count_annotations() == 60 * len(acts)
        assert projects.check(path).findings == []


def test_killed_while_copying_leaves_no_half_copy(path: Path) -> None:
    with create(path) as project, project.act("add articles") as change:
        texts = [f"{number} " * 3000 for number in range(60)]
        change.insert_articles([(new_article(text), text) for text in texts])
    target = path.with_name("copy.annotator")
    code = """
import os, sys
from pathlib import Path
from annotator.services import projects
class Kill:
    def step(self, done, total, what):
        os.kill(os.getpid(), 9)
with projects.open_project(Path(sys.argv[1]), read_only=True) as project:
    projects.save_copy(project, Path(sys.argv[2]), progress=Kill())
"""
    with python(code, path, target) as process:
        process.wait()
    assert process.returncode == -signal.SIGKILL
    assert not target.exists()
    assert projects.check(path).findings == []


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_first_act(path: Path, moment: str) -> None:
    code = f"""
import os, sys
from pathlib import Path
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add
project = Project.open(Path(sys.argv[1]), annotator=ANN)
if {moment == "after"}:
    add(project)
os.kill(os.getpid(), 9)
"""
    create(path).close()
    with python(code, path) as process:
        process.wait()
    assert rows(path, "SELECT count(*) FROM articles") == [(1 if moment == "after" else 0,)]
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only
