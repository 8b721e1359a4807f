"""csvkit: what `csvjson`, `in2csv` and the others make of a file, as typed values."""

import io
from importlib.metadata import version
from pathlib import Path

import agate
import agateexcel  # noqa: F401, adds the readers of workbooks
from cells import Found
from csvkit.convert.geojs import geojson2csv
from csvkit.utilities.csvjson import CSVJSON

NAME, VERSION = "csvkit", version("csvkit")
READS = {"csv", "xlsx", "xls", "json", "geojson"}
HOW = "the readers of `csvjson` and `in2csv` without options; they look at every row"


def table(path: Path, kind: str) -> agate.Table:
    match kind:
        case "xlsx":
            return agate.Table.from_xlsx(str(path))
        case "xls":
            return agate.Table.from_xls(str(path))
        case "json":
            return agate.Table.from_json(str(path))
        case "geojson":
            return agate.Table.from_csv(io.StringIO(geojson2csv(path.open(encoding="utf-8"))))
        case _:
            return of_text(path)


def of_text(path: Path) -> agate.Table:
    """As `csvjson` opens it, its guesses of separator and types included."""
    tool = CSVJSON([str(path)], output_file=io.StringIO())
    tool.input_file = tool._open_input_file(tool.args.input_path)
    try:
        return agate.Table.from_csv(tool.input_file, sniff_limit=tool.args.sniff_limit,
                                    column_types=tool.get_column_types(), **tool.reader_kwargs)
    finally:
        tool.input_file.close()


def read(path: Path, kind: str) -> list[Found]:
    found = table(path, kind)
    return [(column.name, list(column.values())) for column in found.columns]


def measure(path: Path) -> None:
    table(path, "csv")
