"""ogr2ogr, the converter of GDAL: into a GeoPackage, whose columns have types."""

import os
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
from datetime import date, datetime
from pathlib import Path

from cells import Found, Point

NAME = "ogr2ogr"
READS = {"csv", "xlsx", "xls", "ods", "geojson", "shapefile"}
HOW = ("`ogr2ogr -f GPKG -t_srs EPSG:4326 -oo AUTODETECT_TYPE=YES -oo AUTODETECT_SIZE_LIMIT=0 "
       "-oo EMPTY_STRING_AS_NULL=YES`: types on the whole file; the layer with most rows counts")
OPTIONS = ["-oo", "AUTODETECT_TYPE=YES", "-oo", "AUTODETECT_SIZE_LIMIT=0", "-oo", "EMPTY_STRING_AS_NULL=YES"]
PROGRAM = shutil.which("ogr2ogr")
VERSION = re.search(r"GDAL ([\d.]+)", subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout)[1] if PROGRAM else None


def convert(path: Path, kind: str, output: Path) -> None:
    source = f"/vsizip/{path}" if kind == "shapefile" else str(path)
    options = OPTIONS if kind == "csv" else []
    said = ""
    # A file without places can't be brought to another system; one with places should be.
    for places in (["-t_srs", "EPSG:4326"], []):
        output.unlink(missing_ok=True)
        ended = subprocess.run([PROGRAM, "-f", "GPKG", *places, *options, str(output), source],
                               capture_output=True, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
        if ended.returncode == 0:
            return
        said = ended.stderr
    raise RuntimeError(said[-400:])


def typed(value, kind: str):
    """A value of SQLite in the type that the GeoPackage declares."""
    if value is None:
        return None
    if kind == "BOOLEAN":
        return bool(value)
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind == "DATETIME":
        return datetime.fromisoformat(value.replace("Z", ""))
    return point(value) if isinstance(value, bytes) else value


def point(blob: bytes):
    """The point of a GeoPackage geometry, or the bytes when it is none."""
    order = "<" if blob[3] & 1 else ">"
    start = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    kind = struct.unpack_from(("<" if blob[start] else ">") + "I", blob, start + 1)[0]
    return Point(*struct.unpack_from(order + "2d", blob, start + 5)) if kind == 1 else str(blob)


def read(path: Path, kind: str) -> list[Found]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "read.gpkg"
        convert(path, kind, output)
        with sqlite3.connect(output) as base:
            # It passes texts of other encodings on as they are.
            base.text_factory = lambda text: text.decode(errors="replace")
            tables = [name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")]
            if not tables:
                raise RuntimeError("no layer")
            largest = max(tables, key=lambda name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            columns = [(name, kind) for _, name, kind, *_ in base.execute(f'PRAGMA table_info("{largest}")')]
            # Names in another encoding can't be asked for: the rows go through a table of other names.
            places = ", ".join(f"c{i}" for i in range(len(columns)))
            base.execute(f"CREATE TEMP TABLE copied ({places})")
            base.execute(f'INSERT INTO copied SELECT * FROM "{largest}"')
            rows = base.execute("SELECT * FROM copied").fetchall()
    return [(name, [typed(row[i], kind) for row in rows]) for i, (name, kind) in enumerate(columns) if name != "fid"]


def measure(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        convert(path, "csv", Path(folder) / "read.gpkg")
