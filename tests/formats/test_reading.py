"""Articles in: files, folders, the clipboard, duplicates, and what is refused."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, InvalidValue, UnreadableInput
from annotator.core.model import Status
from annotator.core.text import sha256
from annotator.formats.decoding import How
from annotator.formats.titles import TitleFrom
from annotator.services import history, projects, reading, sample
from annotator.services.progress import Progress
from annotator.services.projects import Project

RUSSIAN = "Москва заявила, что договор больше не действует, а адвокаты говорят иное.\n"
SEED = "\ufeff date 2025-09-18 Russia’s State Duma has passed a bill.\r\n\r\nThe move was expected.\r\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with projects.create(tmp_path / "p.annotator", "Ada") as made:
        yield made


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_article_is_stored_with_all_that_is_known(project: Project, tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.txt",
        "---\ntitle: T\nauthor: A\nsource: O\nurl: https://e.org\ndate: 2025\nlang: en\n---\nOne 😀.\r\n",
    )
    incoming = reading.read_file(path)
    (article,) = reading.add_articles(project, [incoming]).added
    assert project.articles() == [article]
    assert project.text(article.id) == "One 😀.\n"
    assert (article.title, article.byline, article.outlet, article.url) == ("T", "A", "O", "https://e.org")
    assert (article.published, article.language, article.status) == ("2025", "en", Status.TO_DO)
    assert (article.source_name, article.charset, article.replaced) == ("a.txt", "utf-8", 0)
    assert (article.text_sha256, article.length) == (sha256("One 😀.\n"), 7)
    assert article.annotator_id == project.annotator.id
    assert len(article.source_sha256) == 64


def test_the_seed_form(project: Project, tmp_path: Path) -> None:
    (incoming,) = reading.read_paths([put(tmp_path, "000.txt", SEED)])
    assert incoming.certain
    (article,) = reading.add_articles(project, [incoming]).added
    assert article.published == "2025-09-18"
    assert article.title == "Russia’s State Duma has passed a bill."
    assert project.text(article.id) == "Russia’s State Duma has passed a bill.\n\nThe move was expected.\n"


def test_many_are_one_act(project: Project, tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{name}.txt", f"Story {name}.") for name in "abc"]
    report = reading.add_articles(project, reading.read_paths(paths))
    assert [article.source_name for article in report.added] == ["a.txt", "b.txt", "c.txt"]
    act = history.undoable(project)
    assert act is not None
    assert act.verb == "add articles"
    history.undo(project)
    assert project.articles() == []


def test_folders_are_gone_through_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in (
        "b.txt",
        "a.md",
        "c.markdown",
        "sub/d.TXT",
        "e.pdf",
        ".hidden.txt",
        ".git/f.txt",
        "sub/notes",
    ):
        put(folder, name, f"Story {name}.")
    found = reading.read_paths([folder, folder / "a.md"])
    assert [incoming.source_name for incoming in found] == ["a.md", "b.txt", "c.markdown", "d.TXT"]


def test_duplicates_by_bytes_and_by_text(project: Project, tmp_path: Path) -> None:
    story = "The story.\n"
    first = put(tmp_path, "first.txt", story)
    reading.add_articles(project, [reading.read_file(first)])
    again = [
        reading.read_file(put(tmp_path, "same-bytes.txt", story)),
        reading.read_file(put(tmp_path, "same-text.txt", b"\xff\xfe" + story.encode("utf-16-le"))),
        reading.read_clipboard(story),
        reading.read_file(put(tmp_path, "other.txt", "Another story.\n")),
        reading.read_file(put(tmp_path, "other-too.txt", "Another story.\n")),
        reading.read_clipboard("Another story.\n"),
    ]
    report = reading.add_articles(project, again)
    assert [article.source_name for article in report.added] == ["other.txt"]
    assert [(item.source_name, known.source_name, same) for item, known, same in report.duplicates] == [
        ("same-bytes.txt", "first.txt", "file"),
        ("same-text.txt", "first.txt", "text"),
        ("", "first.txt", "text"),
        ("other-too.txt", "other.txt", "file"),
        ("", "other.txt", "text"),
    ]
    assert len(project.articles()) == 2


def test_nothing_new_is_no_act(project: Project, tmp_path: Path) -> None:
    incoming = reading.read_file(put(tmp_path, "a.txt", "The story."))
    reading.add_articles(project, [incoming])
    before = len(project.history())
    reading.add_articles(project, [incoming])
    assert len(project.history()) == before


def test_a_guess_is_refused_until_a_person_has_seen_it(project: Project, tmp_path: Path) -> None:
    path = put(tmp_path, "old.txt", RUSSIAN.encode("koi8-r"))
    incoming = reading.read_file(path)
    assert (incoming.how, incoming.certain) == (How.GUESS, False)
    report = reading.add_articles(project, [incoming])
    assert report.added == []
    assert "only guessed" in report.refused[0][1]

    chosen = reading.redecode(incoming, "koi8-r")
    assert (chosen.text, chosen.charset, chosen.certain) == (RUSSIAN, "koi8-r", True)
    assert len(reading.add_articles(project, [chosen]).added) == 1


def test_a_guess_that_is_right_can_be_confirmed(project: Project, tmp_path: Path) -> None:
    incoming = reading.read_file(put(tmp_path, "old.txt", (RUSSIAN * 3).encode("cp1251")))
    confirmed = reading.confirmed(incoming)
    assert (confirmed.text, confirmed.how, confirmed.certain) == (RUSSIAN * 3, How.CHOSEN, True)
    (article,) = reading.add_articles(project, [confirmed]).added
    assert article.charset == "windows-1251"


def test_replaced_bytes_are_counted_in_the_article(project: Project, tmp_path: Path) -> None:
    incoming = reading.read_file(put(tmp_path, "cut.txt", (RUSSIAN + "я").encode()[:-1]))
    assert not incoming.certain
    assert "1 byte could not be read" in incoming.notes[0]
    (article,) = reading.add_articles(project, [reading.confirmed(incoming)]).added
    assert article.replaced == 1
    assert project.text(article.id) == RUSSIAN + "\ufffd"


def test_the_clipboard(project: Project) -> None:
    incoming = reading.read_clipboard("A headline\n\nAnd the story, with a tail.\n")
    assert (incoming.title, incoming.title_from) == ("A headline", TitleFrom.HEADLINE)
    (article,) = reading.add_articles(project, [incoming]).added
    assert (article.source_name, article.source_sha256, article.charset) == ("", "", "")
    assert reading.redecode(incoming, "koi8-r") is incoming
    with pytest.raises(UnreadableInput):
        reading.read_clipboard(" \n ")


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("a.pdf", b"%PDF-1.7", "not an article"),
        ("a.txt", b"%PDF-1.7", "a PDF"),
        ("a.txt", b"", "no text"),
        ("a.md", b"\x00\x01\x00\x02" * 300, "zero bytes"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_others_go_in(
    project: Project, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad = put(tmp_path, name, content)
    good = put(tmp_path, "good.txt", "The story.")
    with pytest.raises(UnreadableInput, match=reason):
        reading.read_file(bad)
    incoming = reading.read_paths([bad, good])
    assert reason in incoming[0].refusal
    report = reading.add_articles(project, incoming)
    assert [article.source_name for article in report.added] == ["good.txt"]
    assert [name for name, _ in report.refused] == [name]


def test_places_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        reading.read_file(tmp_path / "none.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableInput, match="ordinary file"):
        reading.read_file(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableInput, match="ordinary file"):
        reading.read_file(tmp_path / "folder.txt")


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = put(tmp_path, "huge.txt", "x")
    os.truncate(path, 100_000_001)
    with pytest.raises(UnreadableInput, match="larger than 100 MB"):
        reading.read_file(path)


def test_a_charset_that_does_not_exist_is_bad_use(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        reading.read_paths([put(tmp_path, "a.txt", "x")], charset="klingon")


def test_names_with_anything_in_them(project: Project, tmp_path: Path) -> None:
    path = put(tmp_path, "new\nline 😀 ‮.txt", "The story.")
    (article,) = reading.add_articles(project, [reading.read_file(path)]).added
    assert "\n" not in article.source_name


def test_stopping_leaves_the_project_as_it_was(project: Project, tmp_path: Path) -> None:
    class Stopping(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            if done == 2:
                raise Cancelled("Stopped.")

    paths = [put(tmp_path, f"{name}.txt", f"Story {name}.") for name in "abcd"]
    with pytest.raises(Cancelled):
        reading.read_paths(paths, Stopping())
    with pytest.raises(Cancelled):
        reading.add_articles(project, reading.read_paths(paths), Stopping())
    assert project.articles() == []


def test_the_sample_project(tmp_path: Path) -> None:
    with sample.create_sample(tmp_path / "s.annotator", "Ada") as made:
        articles = made.articles()
        assert len(articles) >= 9
        assert {article.language for article in articles} >= {"en", "ru", "uk", "ar"}
        own = made.annotator.id
        marked = [
            article
            for article in articles
            if any(one.annotator_id == own for one in made.annotations(article.id))
        ]
        assert [article.source_name for article in marked] == ["01-treaty-withdrawal.txt"]
        assert marked[0].status is Status.IN_PROGRESS
        annotations = made.annotations(marked[0].id)
        assert {one.layer for one in annotations} == {"claim", "actor", "date"}
        assert any(len(one.fragments) == 2 for one in annotations)
        assert any(one.note for one in annotations)
        text = made.text(marked[0].id)
        assert all(
            text[one.fragments[0].start :].startswith(one.quote.split(" … ")[0]) for one in annotations
        )
        newest = history.undoable(made)
        assert newest is not None
        assert newest.verb == "link"


def test_a_sample_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "s.annotator", "mine")
    with pytest.raises(Exception, match="already something"):
        sample.create_sample(path, "Ada")
    assert path.read_text() == "mine"
