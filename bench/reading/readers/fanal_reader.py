"""Fanal: a file is imported without options, and what the lake then holds is read."""

import os
import subprocess
import tempfile
from pathlib import Path

import duckdb
from cells import Found, Point

NAME = "Fanal"
PROGRAM = os.environ.get("FANAL_PROGRAM", "fanal")
VERSION = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout.split()[1]
READS = {"csv", "xlsx", "xls", "ods", "json", "geojson", "shapefile"}
HOW = "`fanal import FILE --dataset read` without options; the values are those of the Parquet files that it wrote"


def run(arguments: list, data: str) -> None:
    # Settings of whoever runs this would change the program.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
    ended = subprocess.run([PROGRAM, *arguments], cwd=data, env=kept | {"FANAL_DATA": data}, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError((ended.stderr or ended.stdout)[-400:])


def read(path: Path, kind: str) -> list[Found]:
    with tempfile.TemporaryDirectory() as data:
        run(["import", path, "--dataset", "read"], data)
        files = [str(file) for file in Path(data, "lake").rglob("table/**/*.parquet")]
        answer = duckdb.sql(f"SELECT * FROM read_parquet({files}) ORDER BY _row")
        rows = answer.fetchall()
    own = [(i, name) for i, name in enumerate(answer.columns) if not name.startswith("_")]
    return [(name, [placed(row[i]) for row in rows]) for i, name in own]


def placed(value):
    is_point = isinstance(value, dict) and set(value) == {"lon", "lat"}
    return Point(value["lon"], value["lat"]) if is_point else value


def measure(path: Path) -> None:
    with tempfile.TemporaryDirectory() as data:
        run(["inspect", "--json", path], data)
