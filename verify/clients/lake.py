"""A dataset's folder in the lake, read without Fanal as the Delta table that it is (`deltalake`)."""

import sys

import pyarrow
import pyarrow.compute as compute
from checks import check, equal
from deltalake import DeltaTable
from sample import Expected

# What Fanal keeps beside the columns; always last.
HIDDEN = ["_source", "_row", "_hash"]


def totals(table: DeltaTable) -> tuple[int, int]:
    """(records, sum of `tours`)"""
    rows = pyarrow.table(table.to_pyarrow_table())
    return rows.num_rows, compute.sum(rows["tours"]).as_py()


def main(folder: str, expected: Expected) -> None:
    table = DeltaTable(folder)
    with check("the columns of the dataset, then the hidden ones"):
        equal([field.name for field in table.schema().fields], expected.columns + HIDDEN)
    with check("its last version: the records and the sum that the API gives"):
        equal(totals(table), (expected.rows, expected.turns))
    with check("its first version is still there"):
        equal(totals(DeltaTable(folder, version=0)), (expected.first_version_rows, expected.first_version_turns))
    with check("each version stands in its history"):
        equal(len(table.history()), table.version() + 1)


if __name__ == "__main__":
    main(sys.argv[1], Expected.read(sys.argv[2]))
