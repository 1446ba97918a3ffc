"""``annotator agreement``: as text, as JSON, as CSV."""

import csv
import json
import os
from pathlib import Path

import pytest

from annotator.core.ids import new_id
from annotator.core.model import Annotation, Annotator
from annotator.core.spans import Span, quote
from annotator.services import projects, reading
from tests.cli.conftest import Annotator as Run

GOLDEN = Path(__file__).parent / "golden" / "agreement.json"
AT = "2025-09-18T10:11:12.345Z"


TEXT = "“We left,” said Ada in August. “Nobody stayed,” said Ben in 2025. The report was wrong, they said."
MARKED = [
    ("claim", (0, 10), {"mode": "direct"}),
    ("claim", (32, 48), {"mode": "direct"}),
    ("claim", (67, 87), {"mode": "indirect"}),
    ("actor", (16, 19), {"refers": "name"}),
    ("date", (23, 29), {"value": "2025-08"}),
    ("date", (61, 65), {"value": "2025"}),
]


@pytest.fixture
def compared(empty: Path) -> Path:
    """Two articles. Ben left out the first claim, marked the second one longer, and has another date."""
    other = [
        ("claim", (32, 50), {"mode": "indirect"}),
        *MARKED[2:5],
        ("date", (61, 65), {"value": "2025-01"}),
    ]
    with projects.open_project(empty, "Ada") as project:
        reading.add_articles(
            project, [reading.read_clipboard(TEXT), reading.read_clipboard(f"{TEXT} Again.")]
        )
        for who, marks in (("Ada", MARKED), ("Ben", other)):
            project.switch_annotator(Annotator(f"00000000-0000-7000-8000-{who:0>12}", who, AT, AT))
            made = [
                Annotation(
                    *(new_id(), article.id, layer, project.annotator.id, (Span(*span),)),
                    quote(TEXT, (Span(*span),)),
                    created_at=AT,
                    updated_at=AT,
                    fields=tuple(sorted(values.items())),
                )
                for article in project.articles()
                for layer, span, values in marks
            ]
            with project.act("mark") as change:
                change.insert_annotations(made)
    return empty


def figures(output: str, **wanted: object) -> list[dict[str, object]]:
    return [one for one in json.loads(output)["figures"] if wanted.items() <= one.items()]


def test_json_has_every_figure(annotator: Run, compared: Path) -> None:
    done = annotator("agreement", compared, "--json", "--samples", "0")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [one["name"] for one in document["annotators"]] == ["Ada", "Ben"]
    (exact,) = figures(done.stdout, layer="claim", compared="spans, exact", measure="recall")
    (overlapping,) = figures(done.stdout, layer="claim", compared="spans, overlapping", measure="recall")
    claims = exact["items"]
    assert isinstance(claims, int)
    assert (claims, exact["value"]) == (6, round(2 / 6, 6))
    assert overlapping["value"] == round(4 / 6, 6)
    (mode,) = figures(done.stdout, field="mode", measure="percent agreement")
    assert (mode["value"], mode["items"], mode["unit"]) == (0.5, 4, "matched pairs of annotations")
    plain, near = (
        figures(done.stdout, field="value", measure=f"Krippendorff’s alpha{more}")[0]["value"]
        for more in ("", ", distance of dates")
    )
    assert isinstance(plain, float)
    assert isinstance(near, float)
    assert plain < near < 1
    assert (exact["unit"], exact["rule"]) == ("annotations", "same layer, same characters, one to one")
    assert all((one["value"] is None) != (one["undefined"] is None) for one in document["figures"])
    layers = next(one for one in document["tables"] if one["field"] is None)
    row = layers["values"].index("claim")
    assert layers["counts"][row][row] == 4
    assert layers["counts"][row][layers["values"].index(None)] == 2


def test_json_stays_as_it_is(annotator: Run, compared: Path) -> None:
    done = annotator("agreement", compared, "--json", "--layer", "date", "--samples", "50")
    document = json.loads(done.stdout)
    for one in document["annotators"]:
        one["id"] = one["name"]
    for one in (*document["figures"], *document["tables"]):
        one["annotator_ids"] = one["annotators"]
    document["articles"] = len(document["articles"])
    left_out = document["left_out"]
    left_out["articles_read_by_fewer_than_two"] = len(left_out["articles_read_by_fewer_than_two"])
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("MAKE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_csv_has_a_row_a_figure(annotator: Run, compared: Path, tmp_path: Path) -> None:
    done = annotator("agreement", compared, "--csv", "--samples", "0", "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    found = json.loads(annotator("agreement", compared, "--json", "--samples", "0").stdout)["figures"]
    assert done.stdout == f"Wrote {len(rows)} figures to out.csv.\n"
    assert len(rows) == len(found)
    for row, one in zip(rows, found, strict=True):
        assert (row["layer"], row["measure"], row["undefined"]) == (
            one["layer"] or "",
            one["measure"],
            one["undefined"] or "",
        )
        assert (float(row["value"]) if row["value"] else None) == one["value"]
        assert int(row["items"]) == one["items"]
    again = annotator("agreement", compared, "--csv", "--samples", "0", "-o", "out.csv")
    assert (again.returncode, "already" in again.stderr) == (2, True)
    back = annotator("--annotator", "Ada", "import", compared, "out.csv")
    assert back.returncode == 2
    assert "figures of agreement" in back.stderr


def test_text_says_unit_rule_and_number(annotator: Run, compared: Path) -> None:
    done = annotator("agreement", compared, "--samples", "0", "--threshold", "0.8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Agreement of Ada, Ben: 2 articles, 22 annotations")
    assert (
        "spans, overlapping (annotations; same layer, overlap (IoU) at least 0.8, one to one)" in done.stdout
    )
    assert "undefined: one category only" in done.stdout
    assert "CLAIM" in done.stdout
    assert "n = " in done.stdout


def test_nothing_to_compare_is_said(annotator: Run, sample: Path, empty: Path) -> None:
    done = annotator("agreement", sample, "--by", "Ada")
    assert (done.returncode, done.stdout) == (
        0,
        "Only Ada has read any of these articles: there is nothing to compare.\n",
    )
    assert annotator("agreement", empty).stdout.startswith("Nobody has read any of these articles")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--json", "--csv"], "Choose one of --json and --csv"),
        (["--layer", "no"], "There is no layer “no”"),
        (["--article", "no"], "There is no article with the id no"),
        (["--by", "Eve"], "Nobody called “Eve”"),
        (["--threshold", "1.5"], "no threshold of similarity"),
        (["--threshold", "half"], "“half” is no number"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    annotator: Run, empty: Path, options: list[str], sentence: str
) -> None:
    done = annotator("agreement", empty, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
