"""Lists all articles with their numbers of marks, by the program's way and by two bare queries."""

import json
import sqlite3
import sys
from pathlib import Path

from annotator.services import projects
from benchmarks.measuring import interleaved, timed

_COUNTS = """
    SELECT article_id, sum(layer = 'claim'), sum(layer = 'actor'), sum(layer = 'date')
    FROM annotations GROUP BY article_id
"""


def ours(path: Path) -> None:
    """Open the project for reading and read what `annotator articles` prints."""
    with projects.open_project(path, read_only=True) as project:
        project.articles()
        project.all_counts()


def bare(path: Path) -> None:
    """Read the same rows with nothing but `sqlite3`."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("SELECT * FROM articles ORDER BY number").fetchall()
    connection.execute(_COUNTS).fetchall()
    connection.close()


def main(path: Path, times: int) -> object:
    """Return milliseconds of both."""
    measured, floors = interleaved(
        lambda: timed(lambda: ours(path)), lambda: timed(lambda: bare(path)), times
    )
    return {"ours": measured, "floor": floors}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
