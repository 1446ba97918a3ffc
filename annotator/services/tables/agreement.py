"""The table of agreement: a row for each figure."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from annotator.agreement.measured import Measured, Options, shown_threshold
from annotator.core.lists import join_list
from annotator.formats import csv_out
from annotator.formats.csv_out import Cell, Numeral
from annotator.formats.review_columns import AGREEMENT_COLUMNS
from annotator.services import agreeing
from annotator.services.agreeing import Agreement
from annotator.services.comparing import Scope
from annotator.services.tables.base import ExportOptions, Table
from annotator.storage.project import Project

HEADER = tuple(column.name for column in AGREEMENT_COLUMNS)
DIGITS = 6


class AgreementTable(Table):
    """A row for each figure, with the usual threshold. The figures are worked out as they are asked for."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = HEADER
        scope = Scope(options.article_ids, options.layers, options.annotator_ids)
        self._taken = agreeing.taken_in(project, scope, agreeing.DEFAULTS)
        self.total = self._taken.collector.total

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        collector = self._taken.collector
        for figure in collector.figures():
            cells = _cells(figure, agreeing.DEFAULTS, collector.samples, self._taken.names)
            yield csv_out.line(cells, self.options.delimiter)


def write_csv(agreement: Agreement, stream: BinaryIO, *, delimiter: str = ",", bom: bool = True) -> None:
    """Write the figures of a report as the table, to an open stream."""
    made = agreement.report
    rows = (
        csv_out.line(_cells(figure, made.options, made.samples, agreement.names), delimiter)
        for figure in made.figures
    )
    for _ in csv_out.write_lines(stream, HEADER, rows, delimiter=delimiter, bom=bom):
        pass


def _cells(one: Measured, options: Options, samples: int, names: Mapping[str, str]) -> tuple[Cell, ...]:
    figure = one.figure
    return (
        *(one.layer, one.field, one.part.value, one.measure.value),
        join_list([names.get(id_, id_) for id_ in one.annotators]),
        *(_number(figure.value), figure.undefined.value if figure.undefined else ""),
        *(_number(figure.low), _number(figure.high), figure.items, one.left_out),
        *(one.unit, one.rule(options.threshold), len(one.articles)),
        *(Numeral(shown_threshold(options.threshold)), samples, options.seed),
        join_list(one.annotators),
    )


def _number(value: float | None) -> Cell:
    return "" if value is None else Numeral(f"{value:.{DIGITS}f}")
