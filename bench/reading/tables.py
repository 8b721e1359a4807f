"""Writers of tables of text."""

import csv
import io

from case import FILES, Case


def rows_of(case: Case) -> list[list[str]]:
    return [list(row) for row in zip(*(column.cells for column in case.columns))]


def line(cells: list[str], separator: str) -> str:
    """One record as text, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="").writerow(cells)
    return out.getvalue()


def write_lines(case: Case, lines: list[str], encoding: str, line_end: str) -> None:
    text = "".join(each + line_end for each in lines)
    (FILES / case.file).write_bytes(text.encode(encoding))


def write_text(case: Case, separator: str = ";", encoding: str = "utf-8", line_end: str = "\r\n",
               titles: list[list[str]] | None = None, above: list[str] = (), below: list[str] = ()) -> None:
    """Titles (those of the columns when not given) and rows, between lines that are no data."""
    heads = titles or [[column.title for column in case.columns]]
    lines = [*above, *(line(cells, separator) for cells in heads + rows_of(case)), *below]
    write_lines(case, lines, encoding, line_end)
