"""Files for colleagues: what is in them, what is not, and the way there and back."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, InvalidValue, NotFound, OutputRefused, ProjectReadOnly
from annotator.core.ids import new_id
from annotator.core.model import Annotator, Status
from annotator.core.review import Comment, Verdict
from annotator.services import (
    articles,
    entities,
    fields,
    handing_out,
    marking,
    projects,
    reviewing,
    taking_in,
)
from annotator.services.fields import Aim
from annotator.services.handing_out import Entities, HandedOut, HandOut
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.storage.schema import TABLES
from tests.storage import helpers
from tests.storage.helpers import names, person, rows

ANA, BEN, LEAD = person("Ana Aranda"), person("Benedikt Brandauer"), person("Lea Leitner")
SECRET_TEXT = "Secretive paragraph about Zanzibar.\nNobody mentions Quetzalcoatl."
SECRET_TITLE = "Hiddenheadline"


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Lea's project: two articles, marks of three people with notes, tags, links, reviews."""
    path = tmp_path / "lead.annotator"
    with helpers.create(path, LEAD) as project:
        first = helpers.add(project)
        helpers.add(project, SECRET_TEXT, SECRET_TITLE)
        council = helpers.entity(project, "Council", "government")
        helpers.mark(project, first, (37, 43), layer="date")
    for who in (ANA, BEN):
        with Project.open(path, annotator=who) as project:
            claim = helpers.mark(project, first, (18, 60))
            actor = helpers.mark(project, first, (18, 29), layer="actor")
            noted = replace(claim, note=f"Notiz{who.name[:3]}", tags=(f"marke{who.name[:3]}",))
            marking.replace(project, noted, "change note")
            fields.set_links(project, [actor.id], "entity", [Aim(entity_id=council.id)])
            fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
            articles.set_status(project, first.id, Status.DONE)
            if who is BEN:
                helpers.mark(project, first, (73, 79), layer="date")
    return path


PLAIN = HandOut("", ())
ANAS = HandOut("", (), frozenset([ANA.id]), reviews=True)


def give(
    path: Path, target: Path, wanted: HandOut = PLAIN, who: Annotator = ANA, first: int = 1
) -> HandedOut:
    """Hand out the first articles of a closed project."""
    with Project.open(path, annotator=LEAD) as project:
        ids = tuple(one.id for one in project.articles()[:first])
        return handing_out.hand_out(project, replace(wanted, assignee=who.name, article_ids=ids), target)


def brought(path: Path, file: Path, who: Annotator = LEAD) -> taking_in.Incoming:
    with Project.open(path, annotator=who) as project:
        incoming = taking_in.look(project, [file])
        taking_in.take_in(project, incoming)
        return incoming


def contains(file: Path, words: str) -> list[str]:
    """Return the codes in which words stand anywhere in a file's bytes, in any case."""
    raw = file.read_bytes()
    forms = {words, words.lower(), words.upper(), words.casefold()}
    return [
        code for code in ("utf-8", "utf-16-le", "utf-16-be") for form in forms if form.encode(code) in raw
    ]


def test_a_blind_file_has_nothing_of_what_is_left_out(lead: Path, tmp_path: Path) -> None:
    file = tmp_path / "for ana.annotator"
    give(lead, file, replace(PLAIN, note="Please read closely", due="2026-12-24"))
    hidden = [SECRET_TITLE, "Zanzibar", "Quetzalcoatl", "Notiz", "marke", BEN.name, "Brandauer", BEN.id]
    with Project.open(lead, annotator=None, read_only=True) as project:
        for article in project.articles():
            for one in project.annotations(article.id):
                hidden += [one.id, *(link.id for link in project.links_of(one.id))]
            hidden += [one.id for one in project.readings(article.id)]
        hidden += [project.articles()[1].id, project.articles()[1].text_sha256, project.properties()["id"]]
        quote = project.annotations(project.articles()[0].id)[0].quote
        kept = project.text(project.articles()[0].id)
    assert {words: contains(file, words) for words in hidden if contains(file, words)} == {}
    # The same search does find what is in the file, and what is in the lead's.
    assert contains(file, "Council")
    assert contains(file, "Please read closely")
    assert all(contains(lead, words) for words in hidden)
    assert quote in kept
    assert vocabulary(file) == {"council"}
    assert "zanzibar" in vocabulary(lead)
    tables = {
        "annotations",
        "links",
        "readings",
        "decisions",
        "comments",
        "intakes",
        "conflicts",
        "tombstones",
    }
    assert {table: rows(file, f"SELECT count(*) FROM {table}")[0][0] for table in tables} == dict.fromkeys(
        tables, 0
    )


def vocabulary(file: Path) -> set[str]:
    """Return which of some words are in the search index of a file, by the blocks of its shadow table."""
    found = b" ".join(
        block
        for (name,) in rows(file, "SELECT name FROM sqlite_schema WHERE name LIKE '%\\_data' ESCAPE '\\'")
        for (block,) in rows(file, f"SELECT block FROM {name}")
        if isinstance(block, bytes)
    ).lower()
    known = ("zanzibar", "quetzalcoatl", "hiddenheadline", "notizana", "notizben", "council")
    # The index keeps words by their common beginnings: each is looked for without its first letters.
    return {word for word in known if word[2:].encode() in found}


def test_what_was_removed_from_the_project_is_not_in_the_file_either(lead: Path, tmp_path: Path) -> None:
    with Project.open(lead, annotator=BEN) as project:
        first = project.articles()[0]
        own = [one for one in project.annotations(first.id) if one.annotator_id == BEN.id and one.note]
        marking.replace(project, replace(own[0], note="Rhododendron"), "change note")
        marking.remove(project, [own[0].id])
    file = tmp_path / "for ana.annotator"
    give(lead, file, ANAS)
    assert contains(lead, "Rhododendron")
    assert not contains(file, "Rhododendron")
    assert not contains(file, own[0].id)
    assert not contains(file, BEN.name)


@pytest.mark.parametrize(
    "wanted",
    [
        PLAIN,
        replace(PLAIN, entities=Entities.NONE),
        replace(PLAIN, entities=Entities.USED),
        replace(ANAS, reviews=False),
        replace(ANAS, annotator_ids=frozenset([ANA.id, BEN.id, LEAD.id])),
        replace(ANAS, annotator_ids=frozenset([BEN.id]), entities=Entities.NONE),
    ],
)
def test_a_file_is_sound_and_taken_back_unchanged_it_changes_nothing(
    lead: Path, tmp_path: Path, wanted: HandOut
) -> None:
    review(lead)
    file = tmp_path / "for ana.annotator"
    made = give(lead, file, wanted, first=2)
    assert made.articles == 2
    report = projects.check(file)
    assert report.findings == []
    before = everything(lead)
    incoming = brought(lead, file)
    assert not incoming.is_news
    assert not incoming.own
    (report_of_file,) = incoming.files
    assert not report_of_file.needs_a_look
    assert report_of_file.metadata == []
    assert report_of_file.codebook == []
    assert everything(lead) == before


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows that people made; the list of files taken in is no such thing."""
    left_out = {"journal", "changes", "intakes", "meta", "search", "annotators"}
    tables = [name for name in TABLES if name not in left_out and "search" not in name]
    return {table: rows(path, f"SELECT * FROM {table} ORDER BY 1") for table in tables}


def review(path: Path) -> None:
    """Let the lead decide about every case of the first article, and comment."""
    with Project.open(path, annotator=LEAD) as project:
        first = project.articles()[0]
        for case in reviewing.cases_in(project, first.id):
            reviewing.accept(project, case, [case.ids[0]], "The sentence says so.")
        mine = [one for one in project.annotations(first.id) if one.annotator_id == ANA.id]
        with project.act("comment", "", first.id) as change:
            change.insert(Comment(new_id(), first.id, mine[0].id, mine[0].quote, "Mind the quotation marks."))
            change.insert(Comment(new_id(), first.id, text="A hard one."))
            other = next(one for one in project.annotations(first.id) if one.annotator_id == BEN.id)
            change.insert(Comment(new_id(), first.id, other.id, other.quote, "Onlyforben."))


def test_chosen_annotations_travel_with_their_ids_and_revisions(lead: Path, tmp_path: Path) -> None:
    review(lead)
    file = tmp_path / "for ana.annotator"
    made = give(lead, file, replace(ANAS, entities=Entities.USED))
    for table in ("annotations", "links", "readings"):
        columns = [name for (name,) in rows(lead, "SELECT name FROM pragma_table_info(?)", table)]
        wanted = ", ".join(f'"{name}"' for name in columns if name != "number")
        mine = rows(lead, f"SELECT {wanted} FROM {table} WHERE annotator_id = ? ORDER BY id", ANA.id)
        assert mine
        assert rows(file, f"SELECT {wanted} FROM {table} ORDER BY id") == mine
    assert made.annotations == 2
    assert made.entities == 1
    about = "annotation_id IN (SELECT id FROM annotations WHERE annotator_id = ?)"
    for table in ("decisions", "comments"):
        sql = f"SELECT id, revision, updated_at FROM {table} WHERE {about} ORDER BY id"
        assert rows(file, sql, ANA.id) == rows(lead, sql, ANA.id) != []
    assert rows(file, "SELECT text FROM comments WHERE annotation_id = ''") == [("A hard one.",)]
    assert not contains(file, "NotizBen")
    assert contains(lead, "Onlyforben")
    assert not contains(file, "Onlyforben")
    strangers = "annotation_id NOT IN (SELECT id FROM annotations)"
    assert rows(lead, f"SELECT count(*) FROM decisions WHERE {strangers}") == [(0,)]
    assert rows(file, f"SELECT count(*) FROM decisions WHERE {strangers}") == [(0,)]
    assert rows(lead, "SELECT count(*) FROM decisions") > rows(file, "SELECT count(*) FROM decisions")


def test_links_to_what_is_left_out_are_left_out_and_do_not_clash_later(lead: Path, tmp_path: Path) -> None:
    with Project.open(lead, annotator=ANA) as project:
        first = project.articles()[0]
        claim = next(
            one for one in project.annotations(first.id) if (one.annotator_id, one.layer) == (ANA.id, "claim")
        )
        theirs = next(
            one for one in project.annotations(first.id) if (one.annotator_id, one.layer) == (BEN.id, "actor")
        )
        own = next(
            one for one in project.annotations(first.id) if (one.annotator_id, one.layer) == (ANA.id, "actor")
        )
        fields.set_links(project, [claim.id], "about", [Aim(target_id=theirs.id), Aim(target_id=own.id)])
    file = tmp_path / "for ana.annotator"
    give(lead, file, replace(ANAS, reviews=False))
    assert not contains(file, theirs.id)
    assert projects.check(file).findings == []
    assert rows(file, "SELECT position FROM links WHERE field = 'about'") == [(2,)]
    before = everything(lead)
    assert not brought(lead, file).is_news
    assert everything(lead) == before


def test_what_the_colleague_did_comes_back(lead: Path, tmp_path: Path) -> None:
    file = tmp_path / "for cid.annotator"
    made = give(lead, file, who=person("Cid"))
    with projects.open_project(file, "Cid") as project:
        assert project.annotator.id == made.assignment.assignee_id, "the one to whom it was handed out"
        first = project.articles()[0]
        helpers.mark(project, first, (0, 6), layer="actor")
        articles.set_status(project, first.id, Status.DONE)
    incoming = brought(lead, file)
    (theirs,) = incoming.files[0].people
    assert (theirs.annotator.name, theirs.known, theirs.total.new) == ("Cid", True, 1)
    assert rows(lead, "SELECT quote FROM annotations WHERE annotator_id = ?", theirs.annotator.id) == [
        ("MOSCOW",)
    ]
    assert ("done",) in rows(lead, "SELECT status FROM readings WHERE annotator_id = ?", theirs.annotator.id)
    assert not brought(lead, file).is_news


def test_the_whole_circle(lead: Path, tmp_path: Path) -> None:
    """Out to two, back from both, decided, out again: each sees what was said about their own."""
    files = {name: tmp_path / f"for {name}.annotator" for name in ("Dora", "Emil")}
    with Project.open(lead, annotator=LEAD) as project:
        second = project.articles()[1].id
        made = handing_out.hand_out_all(project, [HandOut(name, (second,)) for name in files], tmp_path)
    for one, (name, file) in zip(made, files.items(), strict=True):
        one.path.rename(file)
        with projects.open_project(file, name) as project:
            article = project.articles()[0]
            claim = helpers.mark(project, article, (0, 20 if name == "Dora" else 35))
            actor = helpers.mark(project, article, (26, 34), layer="actor")
            own = entities.planned("Zanzibar", "government")
            entities.create(project, own)
            fields.set_links(project, [actor.id], "entity", [Aim(entity_id=own.id)])
            fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
    for file in files.values():
        brought(lead, file)
    with Project.open(lead, annotator=LEAD) as project:
        for case in reviewing.cases_in(project, second):
            mine = [
                id_
                for id_ in case.ids
                if helpers.found(project.annotation(id_)).annotator_id == made[1].assignment.assignee_id
            ]
            reviewing.accept(project, case, mine[:1] or list(case.ids[:1]), "Emil has all of it.")
        theirs = [
            one for one in project.annotations(second) if one.annotator_id == made[0].assignment.assignee_id
        ]
        with project.act("comment", "", second) as change:
            change.insert(Comment(new_id(), second, theirs[0].id, theirs[0].quote, "It goes on, Dora."))
        back = handing_out.hand_out(
            project,
            HandOut("Dora", (second,), frozenset([theirs[0].annotator_id]), reviews=True),
            tmp_path / "back to Dora.annotator",
        )
    marks = rows(files["Dora"], "SELECT id, revision FROM annotations ORDER BY id")
    with projects.open_project(files["Dora"], "Dora") as project:
        incoming = taking_in.look(project, [back.path])
        assert not incoming.files[0].set_aside
        assert not incoming.own
        taking_in.take_in(project, incoming)
        decisions = {one.annotation_id: one for one in project.decisions()}
        assert set(decisions) == {id_ for id_, _ in marks}
        assert decisions[theirs[0].id].verdict is not Verdict.ACCEPT
        assert decisions[theirs[0].id].reason == "Emil has all of it."
        assert [one.text for one in project.comments()] == ["It goes on, Dora."]
        assert {one.name for one in project.annotators()} >= {"Dora", LEAD.name}
    assert rows(files["Dora"], "SELECT id, revision FROM annotations ORDER BY id") == marks
    assert projects.check(files["Dora"]).findings == []


def test_a_decision_taken_back_is_taken_back_elsewhere(lead: Path, tmp_path: Path) -> None:
    review(lead)
    first, second = tmp_path / "1.annotator", tmp_path / "2.annotator"
    give(lead, first, ANAS)
    with Project.open(lead, annotator=LEAD) as project:
        for case in reviewing.cases_in(project, project.articles()[0].id):
            reviewing.reopen(project, case)
    give(lead, second, ANAS)
    assert projects.check(second).findings == []
    with projects.open_project(first, ANA.name) as project:
        assert project.decisions()
        taking_in.take_in(project, taking_in.look(project, [second]))
        assert project.decisions() == []


def test_several_files_are_made_together_or_not_at_all(lead: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with Project.open(lead, annotator=LEAD) as project:
        ids = tuple(one.id for one in project.articles())
        wanted = [HandOut(name, ids) for name in ("Ana Aranda", "Zoe / Zane", "Yan")]
        taken = folder / handing_out.file_name(project, "Yan")
        taken.write_text("mine")
        before = project.undoable()
        with pytest.raises(OutputRefused, match="already something named"):
            handing_out.hand_out_all(project, wanted, folder)
        assert names(folder) == [taken.name]
        assert taken.read_text() == "mine"
        assert project.assignments() == []
        assert project.undoable() == before
        made = handing_out.hand_out_all(project, wanted, folder, force=True)
        assert names(folder) == sorted(one.path.name for one in made)
        assert len(project.assignments()) == 3
        project.undo()
        assert project.assignments() == []
        project.redo()
        assert len(project.assignments()) == 3


class _Stopping(Progress):
    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, done: int, total: int, what: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled("Stopped.")


@pytest.mark.parametrize("at", range(7))
def test_stopping_leaves_nothing_behind(lead: Path, tmp_path: Path, at: int) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with Project.open(lead, annotator=LEAD) as project:
        ids = tuple(one.id for one in project.articles())
        wanted = [HandOut(name, ids) for name in ("Ana Aranda", "Yan")]
        try:
            handing_out.hand_out_all(project, wanted, folder, progress=_Stopping(at))
        except Cancelled:
            assert names(folder) == []
            assert project.assignments() == []
        else:
            assert at == 6, "two articles and an end, for each of two"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ([], "to whom"),
        ([HandOut("  ", ("*",))], "to whom"),
        ([HandOut("Ana", ())], "at least one article"),
        ([HandOut("Ana", ("*",)), HandOut("ana", ("*",))], "named twice"),
        ([HandOut("A/B", ("*",)), HandOut("A:B", ("*",))], "Two files"),
        ([HandOut("Ana", ("*",), due="tomorrow")], "no day"),
        ([HandOut("Ana", ("*",), due="2026-02-30")], "no day"),
        ([HandOut("Ana", ("*",), note="x" * 10_001)], "10,001"),
        ([HandOut("x" * 200, ("*",))], "120"),
    ],
)
def test_what_cannot_be_handed_out_is_refused(
    lead: Path, tmp_path: Path, wanted: list[HandOut], words: str
) -> None:
    before = names(tmp_path)
    with Project.open(lead, annotator=LEAD) as project:
        first = project.articles()[0].id
        filled = [replace(one, article_ids=tuple(first for _ in one.article_ids)) for one in wanted]
        with pytest.raises(InvalidValue, match=words):
            handing_out.hand_out_all(project, filled, tmp_path)
        assert project.assignments() == []
    assert names(tmp_path) == before


def test_neither_over_the_project_itself_nor_from_one_open_for_reading(lead: Path, tmp_path: Path) -> None:
    with Project.open(lead, annotator=LEAD) as project:
        wanted = HandOut("Ana", tuple(one.id for one in project.articles()))
        with pytest.raises(OutputRefused, match="the project itself"):
            handing_out.hand_out(project, wanted, lead, force=True)
        with pytest.raises(NotFound):
            handing_out.hand_out(project, replace(wanted, article_ids=("nothing",)), tmp_path / "x.annotator")
    with Project.open(lead, annotator=LEAD, read_only=True) as project, pytest.raises(ProjectReadOnly):
        handing_out.hand_out(project, wanted, tmp_path / "x.annotator")
    assert names(tmp_path) == ["lead.annotator"]


def test_long_names_and_those_that_no_system_takes_have_a_file(lead: Path, tmp_path: Path) -> None:
    with Project.open(lead, annotator=LEAD) as project:
        ids = (project.articles()[0].id,)
        for name in ("Ж" * 120, 'a/b\\c:d*e?"<f>|g', "محمد", "."):
            made = handing_out.hand_out_all(project, [HandOut(name, ids)], tmp_path)
            assert made[0].path.is_file()
            assert made[0].path.parent == tmp_path
