"""csv-detective, the detector of data.gouv.fr."""

from importlib.metadata import version
from pathlib import Path

import pandas
from cells import Found
from csv_detective import routine

NAME, VERSION = "csv-detective", version("csv-detective")
READS = {"csv", "xlsx", "xls", "ods"}
HOW = "`routine(…, num_rows=-1, output_df=True)`: the whole file, values cast to the types that it found"


def read(path: Path, kind: str) -> list[Found]:
    _, parts = routine(file_path=str(path), num_rows=-1, output_profile=False, save_results=False, output_df=True)
    table = pandas.concat(parts, ignore_index=True)
    columns = [table.iloc[:, i].astype(object) for i in range(table.shape[1])]
    return [(str(column.name), list(column.where(column.notna(), None))) for column in columns]


def measure(path: Path) -> None:
    routine(file_path=str(path), num_rows=-1, output_profile=False, save_results=False)
