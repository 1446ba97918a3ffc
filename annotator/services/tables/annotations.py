"""The table of all annotations."""

from collections.abc import Callable, Iterator

from annotator.core.errors import InvalidValue
from annotator.core.lists import join_list
from annotator.core.model import Article
from annotator.core.text import Paragraphs
from annotator.formats import csv_out
from annotator.formats.columns import ANNOTATION_NAMES, CONTEXT
from annotator.formats.defusing import sound_as_it_is
from annotator.services.gold import NOTHING, Verdicts
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.storage.project import Project
from annotator.storage.rows import NO_FIELDS, parse_fields

_QUOTATION_MARKS = 2 * 20  # around the texts that are not the same for all rows of an article


class AnnotationsTable(Table):
    """A row for each annotation, of whatever layer."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = ANNOTATION_NAMES
        self.total = project.count_annotations(self.wanted)

    def count(self) -> int:
        """Return how many rows it would have now."""
        return self.project.count_annotations(self.wanted)

    def lines(self) -> Iterator[str]:
        """Yield lines; what is the same for all rows of an article is made once for each.

        This is the hot path of a million rows: no objects, no calls that a row can do without.
        """
        d = self.options.delimiter
        q = f'"{d}"'  # between two texts
        quick = d != "\t"
        project = self.project
        articles = {article.id: article for article in project.articles()}
        names = Names(project)
        verdicts = Verdicts(project)
        decided = verdicts.any
        current = text = about = last = ""
        marks = 0
        number: Callable[[int], int | str] = _unknown
        for row in project.stream_annotations(self.wanted):
            id_, article_id, layer, person, start, end, fragments, quote, note, tags = row[:10]
            origin, detail, created, updated, _, fields, proposed, _ = row[10:]
            said = NOTHING
            if article_id != current:
                current = article_id
                article = articles.get(article_id) or project.article(article_id)
                sound = self.text_of(article)
                text = sound or ""
                number = Paragraphs(text).number if sound is not None else _unknown
                about, last = csv_out.quoted(_about(article), d), csv_out.quoted([article.text_sha256], d)
                marks = _QUOTATION_MARKS + about.count('"') + last.count('"')
                verdicts.turn_to(article_id)
            before = text[start - CONTEXT if start > CONTEXT else 0 : start]
            after = text[end : end + CONTEXT]
            name = names[person]
            places = f"{number(start)}{d}{start}{d}{end}"
            values = "" if fields == NO_FIELDS else _values(fields)
            if decided:
                said = verdicts.of(id_)
            line = (
                f'"{id_}{q}{layer}"{d}{about}{d}{places}{d}"{fragments}{q}{quote}{q}{before}{q}{after}{q}{note}'
                f'{q}{tags}{q}{name}{q}{person}{q}{origin}{q}{detail}{q}{created}{q}{updated}"{d}{last}'
                f'{d}"{values}{q}{proposed}{q}{q.join(said)}"'
            )
            if quick and sound_as_it_is(line, marks):
                yield line
                continue
            first = csv_out.quoted([id_, layer], d)
            rest = csv_out.quoted(
                [fragments, quote, before, after, note, tags, name, person, origin, detail, created, updated],
                d,
            )
            values = csv_out.quoted([values, proposed, *said], d)
            yield f"{first}{d}{about}{d}{places}{d}{rest}{d}{last}{d}{values}"


def _unknown(_: int) -> str:
    """Return the paragraph of an annotation whose text is damaged: an empty cell."""
    return ""


def _about(article: Article) -> tuple[str, ...]:
    """Return the cells about its article that each annotation's row has."""
    return (article.id, article.title, article.outlet, article.url, article.published, article.language)


def _values(stored: str) -> str:
    """Return the values of an annotation's fields as a list of ``field=value``; empty if they are damaged."""
    try:
        fields = parse_fields(stored)
    except InvalidValue:
        return ""
    return join_list(
        f"{name}={one}" for name, value in fields for one in ((value,) if isinstance(value, str) else value)
    )
