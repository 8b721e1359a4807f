"""A column of a made file: what its cells mean, and how they are written."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class Column:
    """Truth and cells of a column, one each a row; a truth of None is a cell without a value.

    `kind` is one of text, number, percent, year, date, moment, boolean, time, point, nothing (see
    `judge.py`). Days are written in ISO 8601 in the truth, moments with their offset, points as
    longitude and latitude.
    """

    title: str
    kind: str
    values: list
    cells: list = field(default_factory=list)

    def __post_init__(self):
        self.cells = self.cells or ["" if value is None else str(value) for value in self.values]


def text(title: str, values: list) -> Column:
    return Column(title, "text", values)


def number(title: str, values: list, write=None, kind: str = "number") -> Column:
    """Numbers, written by `write`, else as French spreadsheets do without a format."""
    write = write or (lambda value: str(value).replace(".", ","))
    return Column(title, kind, values, ["" if value is None else write(value) for value in values])


def days(title: str, values: list[date], pattern: str = "%d/%m/%Y") -> Column:
    return Column(title, "date", [day.isoformat() for day in values], [day.strftime(pattern) for day in values])


def moments(title: str, values: list[datetime], pattern: str) -> Column:
    """Moments with their zone, written as the clock on the wall shows them."""
    return Column(title, "moment", [at.isoformat() for at in values], [at.strftime(pattern) for at in values])


def booleans(title: str, values: list[bool], yes: str, no: str) -> Column:
    return Column(title, "boolean", values, [yes if value else no for value in values])


def times(title: str, values: list[str]) -> Column:
    return Column(title, "time", values)


def nothing(title: str, rows: int) -> Column:
    return Column(title, "nothing", [None] * rows)


def grouped(value: float, decimals: int = 2, space: str = " ") -> str:
    """`1 234,50`: a space every three digits, a comma before the decimals."""
    return f"{value:,.{decimals}f}".replace(",", space).replace(".", ",")
