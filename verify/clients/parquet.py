"""The Parquet export, read by Arrow (`pyarrow`) and by DuckDB (`duckdb`)."""

import sys
import tempfile
import urllib.request
from pathlib import Path

import duckdb
import pyarrow.compute as compute
import pyarrow.parquet as parquet
from checks import check, equal
from sample import Expected

TYPES = ["int64", "string", "string", "string", "date32[day]", "double", "int64", "bool"]


def arrow(file: Path, expected: Expected) -> None:
    table = parquet.read_table(file)
    with check("Arrow: columns and types, and nothing hidden"):
        equal(table.column_names, expected.columns)
        equal([str(field.type) for field in table.schema], TYPES)
    with check("Arrow: number of records, sums, empty cells"):
        found = (table.num_rows, compute.sum(table["tours"]).as_py(), compute.sum(table["hauteur"]).as_py(),
                 table["hauteur"].null_count)
        equal(found, (expected.rows, expected.turns, expected.heights, expected.without_height))
    with check("Arrow: the cells of one record, to the letter"):
        first = table.filter(compute.equal(table["numero"], 1)).to_pylist()[0]
        equal(first | {"plante_le": first["plante_le"].isoformat()}, expected.first)


def duck(file: Path, expected: Expected) -> None:
    with check("DuckDB: number of records and sums by a query"):
        found = duckdb.execute("select count(*), sum(tours), sum(hauteur) from read_parquet(?)", [str(file)])
        equal(found.fetchone(), (expected.rows, expected.turns, expected.heights))
    with check("DuckDB: a filter on text with accents and apostrophes"):
        query = "select count(*) from read_parquet(?) where quartier = ?"
        equal(duckdb.execute(query, [str(file), expected.quarter]).fetchone(), (expected.in_quarter,))


def main(url: str, expected: Expected) -> None:
    address = f"{url}/api/explore/v2.1/catalog/datasets/{expected.dataset}/exports/parquet"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.parquet"
        with urllib.request.urlopen(address, timeout=60) as response:
            file.write_bytes(response.read())
        arrow(file, expected)
        duck(file, expected)


if __name__ == "__main__":
    main(sys.argv[1], Expected.read(sys.argv[2]))
