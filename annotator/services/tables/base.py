"""What is exported and how it is written, and what all tables have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidValue, ProjectDamaged
from annotator.core.model import Article
from annotator.formats import columns
from annotator.formats.columns import DELIMITERS
from annotator.services.gold import gold_ids
from annotator.storage.project import AnnotationFilter, Project

EVERYONE = "everyone"
MINE = "mine"
GOLD = "gold"
WHOSE = (EVERYONE, MINE, GOLD)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is exported, and how it is written. None means all there are.

    ``table`` is one of `table_names`; ``layers``, ``article_ids`` and ``annotator_ids``
    choose rows of the tables of annotations and links; of the articles table, ``article_ids``
    does. The table of entities always has all of them.
    """

    table: str = columns.ANNOTATIONS
    article_ids: frozenset[str] | None = None
    layers: frozenset[str] | None = None
    annotator_ids: frozenset[str] | None = None
    whose: str = EVERYONE
    """`EVERYONE`’s annotations, `MINE`, which are the present annotator's, or `GOLD`: what was agreed on."""
    delimiter: str = ","
    bom: bool = True


class Table(ABC):
    """One table of one project, ready to be read out.

    Attributes:
        header: the names of its columns.
        total: how many rows it has.
    """

    header: tuple[str, ...] = ()
    total: int = 0

    def __init__(self, project: Project, options: ExportOptions) -> None:
        if options.delimiter not in DELIMITERS.values():
            raise InvalidValue("The delimiter is a comma, a semicolon or a tab; nothing was written.")
        self.project = project
        self.options = options
        self.damaged: dict[str, str] = {}
        """The titles of articles whose text is damaged, by id: what needs the text is left empty for them."""
        self.layers = project.layers()
        self.wanted = _chosen(project, _filter(self.layers, options), options.whose)

    def text_of(self, article: Article) -> str | None:
        """Return an article's text; None if it is damaged, which is taken note of."""
        try:
            return self.project.text(article.id)
        except ProjectDamaged:
            self.damaged[article.id] = article.title
            return None

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""

    def count(self) -> int | None:
        """Return how many rows it would have now; None if that does not matter."""
        return None


class Names(dict[str, str]):
    """Annotators' names by id; also of one who came just now."""

    def __init__(self, project: Project) -> None:
        super().__init__({one.id: one.name for one in project.annotators()})
        self._project = project

    def __missing__(self, id_: str) -> str:
        found = {one.id: one.name for one in self._project.annotators()}
        self[id_] = name = found.get(id_, "")
        return name


def _chosen(project: Project, wanted: AnnotationFilter, whose: str) -> AnnotationFilter:
    """Return a filter that lets through only the annotations of those who are meant by ``whose``.

    Raises:
        InvalidValue: if nobody is named whose they would be.
    """
    if whose == GOLD:
        return replace(wanted, ids=gold_ids(project))
    if whose == MINE:
        own = project.annotator.id
        if not own:
            raise InvalidValue("Say with --annotator whose annotations are meant; nothing was written.")
        return replace(wanted, annotator_ids=frozenset([own]).intersection(wanted.annotator_ids or [own]))
    return wanted


def _filter(layers: list[Layer], options: ExportOptions) -> AnnotationFilter:
    in_table = columns.layers_of(options.table, layers)
    unknown = (options.layers or frozenset()) - {layer.id for layer in layers}
    if unknown:
        raise InvalidValue(f"There is no layer “{min(unknown)}” in this project; nothing was written.")
    chosen = frozenset(in_table) if options.layers is None else options.layers.intersection(in_table)
    if in_table and not chosen:
        raise InvalidValue(f"The table {options.table} has none of these layers; nothing was written.")
    everything = len(in_table) == len(layers) and options.layers is None
    return AnnotationFilter(
        article_ids=options.article_ids,
        layers=None if everything else chosen,
        annotator_ids=options.annotator_ids,
    )
