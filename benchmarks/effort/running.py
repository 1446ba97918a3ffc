"""One run: a project with the article, the real window, the recording, and the check of the file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.core.model import Annotation, Link
from annotator.services import projects, proposing, reading
from annotator.services.proposing import Surroundings
from annotator.suggest.entities import Match
from annotator.ui.main_window import MainWindow
from benchmarks.effort import checking, truth
from benchmarks.effort.recording import Cost, Recorder
from benchmarks.effort.truth import Truth

Open = Callable[[Path], MainWindow]
"""Opens the window on a project."""


def run(
    file: Path, articles: Path, folder: Path, opened: Open, *, proposals: bool
) -> tuple[Truth, list[Cost]]:
    """Record what ``file`` says of an article in a new project in ``folder``; return what each mark took.

    Raises:
        RuntimeError: if the project does not have exactly that in the end.
    """
    name = truth.article_of(file)
    path = folder / f"{file.stem}-{'with' if proposals else 'without'}.annotator"
    with projects.create(path) as project:
        article = reading.add_articles(project, reading.read_paths([articles / name])).added[0]
        wanted = truth.load(file, project.text(article.id))
    window = opened(path)
    window.view.setFocus()
    if proposals:
        costs = Recorder(window, wanted).run()
    else:
        with nothing_proposed():
            costs = Recorder(window, wanted).run()
    window.close()
    wrong = checking.faults(path, wanted)
    if wrong:
        raise RuntimeError(f"{name} was not recorded as it should be:\n" + "\n".join(wrong))
    return wanted, costs


@contextmanager
def nothing_proposed() -> Iterator[None]:
    """Let the program propose nothing: no values, no links, and no entity before others for a name."""

    def bare(annotation: Annotation, around: Surroundings) -> tuple[Annotation, list[Link]]:
        return annotation, []

    def nobody(quote: str, around: Surroundings, limit: int = 9) -> list[Match]:
        return []

    kept = proposing.proposed, proposing.candidates
    proposing.proposed = bare
    proposing.candidates = nobody
    try:
        yield
    finally:
        proposing.proposed, proposing.candidates = kept
