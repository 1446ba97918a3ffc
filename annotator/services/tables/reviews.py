"""The tables of what was said in reviewing: decisions, comments, differences."""

from collections.abc import Iterator

from annotator.core.codebook import NO, YES
from annotator.core.lists import join_list
from annotator.core.model import Annotation, Article
from annotator.core.review import Comment, is_current, standing, thread_state
from annotator.formats import csv_out
from annotator.formats.csv_out import Cell
from annotator.formats.review_columns import COMMENT_COLUMNS, DECISION_COLUMNS, DIFFERENCE_COLUMNS
from annotator.services import fields, reviewing
from annotator.services.comparing import Reader, Scope
from annotator.services.reviewing import Case
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.storage.project import Project

SILENT = "–"
"""Stands for an annotator who says nothing for a field that another has answered."""


class DecisionsTable(Table):
    """A row for each decision, by article and place."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in DECISION_COLUMNS)
        self.total = sum(1 for one in project.decisions() if _is_in(options, one.article_id))

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        for article in _articles(self.project, self.options):
            for cells in self._rows(article):
                yield csv_out.line(cells, self.options.delimiter)

    def _rows(self, article: Article) -> Iterator[tuple[Cell, ...]]:
        decisions = self.project.decisions(article.id)
        if not decisions:
            return
        names = Names(self.project)
        annotations = {one.id: one for one in self.project.annotations(article.id)}
        links = fields.links_by_annotation(self.project, article.id)
        stands = {one.id for one in standing(decisions).values()}
        place = {id_: number for number, id_ in enumerate(annotations)}
        for one in sorted(decisions, key=lambda each: (place.get(each.annotation_id, len(place)), each.id)):
            about = annotations.get(one.annotation_id)
            result = annotations.get(one.gold_id)
            current = about is not None and is_current(one, about, links.get(about.id, ()))
            yield (
                *(one.id, article.title, *_place(about), names[about.annotator_id] if about else ""),
                *(one.verdict.value, one.reason, names[one.annotator_id]),
                *(YES if one.id in stands else NO, YES if current else NO),
                *(result.quote if result else "", one.gold_id, one.annotation_id, article.id),
                *(one.annotator_id, one.created_at, one.updated_at),
            )


class CommentsTable(Table):
    """A row for each comment: by article, and in each thread by time."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in COMMENT_COLUMNS)
        self.total = sum(1 for one in project.comments() if _is_in(options, one.article_id))

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        names = Names(self.project)
        for article in _articles(self.project, self.options):
            comments = self.project.comments(article.id)
            if not comments:
                continue
            annotations = {one.id: one for one in self.project.annotations(article.id)}
            place = {id_: number for number, id_ in enumerate(["", *annotations])}
            threads: dict[str, list[Comment]] = {}
            for comment in sorted(comments, key=lambda each: (each.created_at, each.id)):
                threads.setdefault(comment.annotation_id, []).append(comment)
            for id_ in sorted(threads, key=lambda each: (place.get(each, len(place)), each)):
                about = annotations.get(id_)
                state = thread_state(threads[id_])
                for one in threads[id_]:
                    cells = (
                        *(one.id, article.title, about.layer if about else ""),
                        *(about.start if about else "", one.quote, one.text, one.state.value, state.value),
                        *(names[one.annotator_id], one.annotation_id, article.id, one.annotator_id),
                        *(one.created_at, one.updated_at),
                    )
                    yield csv_out.line(cells, self.options.delimiter)


class DifferencesTable(Table):
    """A row for each difference between annotators: by article and place."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in DIFFERENCE_COLUMNS)
        scope = Scope(options.article_ids, options.layers, options.annotator_ids)
        self._reader = Reader(project, scope)
        self._cases = reviewing.cases(project, scope)
        self.total = sum(len(case.differences) for case in self._cases)
        self._look_for_damage()

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        names = Names(self.project)
        for case in self._cases:
            for cells in self._rows(case, names):
                yield csv_out.line(cells, self.options.delimiter)

    def _look_for_damage(self) -> None:
        """Take note of articles that are marked and cannot be compared, because their text is damaged."""
        compared = {case.article.id for case in self._cases}
        marked = self.project.all_counts().keys() - compared
        for article in _articles(self.project, self.options):
            if article.id in marked:
                self.text_of(article)

    def _rows(self, case: Case, names: Names) -> Iterator[tuple[Cell, ...]]:
        marks = case.unit.marks
        for found in case.differences:
            said = []
            for mark in marks:
                values = dict(mark.values).get(found.field, ())
                said.append(join_list([self._reader.in_words(one) for one in values]) or SILENT)
            yield (
                *(case.key, case.article.title, join_list(sorted({mark.layer for mark in marks}))),
                *(case.unit.start, case.unit.end, found.kind.value, found.field),
                join_list([names[mark.annotator_id] for mark in marks]),
                join_list([names[id_] for id_ in case.unit.missing]),
                join_list([one.quote for one in case.annotations]),
                join_list(said) if found.field else "",
                *(case.state.value, join_list(case.ids), case.article.id),
            )


def _place(annotation: Annotation | None) -> tuple[Cell, ...]:
    if annotation is None:
        return ("", "", "", "")
    return (annotation.layer, annotation.start, annotation.end, annotation.quote)


def _articles(project: Project, options: ExportOptions) -> list[Article]:
    return [one for one in project.articles() if _is_in(options, one.id)]


def _is_in(options: ExportOptions, article_id: str) -> bool:
    return options.article_ids is None or article_id in options.article_ids
