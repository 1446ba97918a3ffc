"""The annotations as CSV: ours and the bare way in turns, or one of them alone for its memory."""

import csv
import json
import os
import sqlite3
import sys
from pathlib import Path

from annotator.services import exporting, projects
from benchmarks.measuring import interleaved, peak_memory, timed

_STORED = """
    SELECT n.id, n.layer, n.article_id, a.title, a.outlet, a.url, a.published, a.language, n.start, n."end",
        n.fragments, n.quote, n.note, n.tags, p.name, n.annotator_id, n.origin, n.origin_detail,
        n.created_at, n.updated_at, a.text_sha256, n.fields, n.proposed
    FROM articles a CROSS JOIN annotations n ON n.article_id = a.id JOIN annotators p ON p.id = n.annotator_id
    ORDER BY a.number, n.start, n."end" DESC, n.layer
"""


def ours(project: Path, target: Path) -> None:
    """Export through the service, from opening the project to the renamed file."""
    with projects.open_project(project, read_only=True) as opened:
        exporting.export_table(opened, exporting.ExportOptions(), target, force=True)


def bare(project: Path, target: Path) -> None:
    """Write the stored columns with nothing but `sqlite3` and `csv.writer`, and sync, as ours does."""
    connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        rows = connection.execute(_STORED)
        writer = csv.writer(stream)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(rows)
        stream.flush()
        os.fsync(stream.fileno())
    connection.close()


def main(project: Path, folder: Path, times: int, only: str = "") -> object:
    """Return times in milliseconds and sizes in bytes; or the peak memory of ``only`` one way."""
    mine, plain = folder / "ours.csv", folder / "bare.csv"
    ways = {"ours": lambda: ours(project, mine), "bare": lambda: bare(project, plain)}
    if only:
        ways[only]()
        return peak_memory()
    measured, floors = interleaved(lambda: timed(ways["ours"]), lambda: timed(ways["bare"]), times)
    return {
        "ours": measured,
        "floor": floors,
        "ours_bytes": mine.stat().st_size,
        "floor_bytes": plain.stat().st_size,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])))
