#!/usr/bin/env python3
"""Measures how fast Fanal reads and types whole files, and in how much memory; `make reading-speed` runs it.

    bench/reading/speed.py                  1 000 000 rows of CSV, a DBF of 97 MB, 505 000 GTFS stop times
    bench/reading/speed.py --rows 10000000  more CSV: memory must stay the same

Each file is read by `fanal inspect --json` alone, the middle of three runs. The program is
`FANAL_PROGRAM`, else the release build. Ends with 1 when a count of rows is wrong; what misses its
bar is said. Standard library only.
"""

import argparse
import datetime
import json
import os
import random
import statistics
import struct
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent))

import dataset  # noqa: E402
import environment  # noqa: E402
import process  # noqa: E402

ROWS_PER_CPU_SECOND, PEAK_BYTES = 500_000, 300e6
STOP_TIMES, DBF_RECORDS = 505_000, 404_000
# Name, kind and width of each DBF field: 240 bytes a record with the mark of deletion.
DBF_FIELDS = [("ID", "N", 9), ("NOM", "C", 80), ("QUARTIER", "C", 40), ("DATE", "D", 8), ("MONTANT", "N", 14),
              ("CODE", "C", 5), ("NATURE", "C", 40), ("NOTE", "C", 43)]


@dataclass(frozen=True)
class Made:
    """A file, and the rows that its main table has."""

    name: str
    path: Path
    rows: int
    options: tuple[str, ...] = ()


def dbf_record(number: int, chance: random.Random) -> bytes:
    day = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(4000))
    cells = [str(number), f"Équipement municipal numéro {number % 5000}", f"Quartier {number % 40}",
             f"{day:%Y%m%d}", f"{chance.randrange(10_000_000) / 100:.2f}", f"{1000 + number % 95000:05d}",
             ("Voirie", "École", "Espace vert", "Sport")[number % 4], "" if number % 3 else "à revoir"]
    written = (text.rjust(width) if kind == "N" else text.ljust(width)
               for text, (_, kind, width) in zip(cells, DBF_FIELDS))
    return b" " + "".join(written).encode("cp1252")


def write_dbf(archive: zipfile.ZipFile) -> None:
    chance = random.Random(13)
    width = 1 + sum(size for _, _, size in DBF_FIELDS)
    head = struct.pack("<4BIHH20x", 3, 126, 1, 1, DBF_RECORDS, 33 + 32 * len(DBF_FIELDS), width)
    for name, kind, size in DBF_FIELDS:
        decimals = 2 if name == "MONTANT" else 0
        head += struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, decimals)
    with archive.open("equipements.dbf", "w", force_zip64=True) as file:
        file.write(head + b"\r")
        for number in range(DBF_RECORDS):
            file.write(dbf_record(number, chance))
        file.write(b"\x1a")


def write_gtfs(archive: zipfile.ZipFile) -> None:
    stops = ["stop_id,stop_name,stop_lat,stop_lon"]
    stops += [f"S{n},Arrêt {n},{43.5 + n / 10000:.6f},{3.8 + n / 20000:.6f}" for n in range(2000)]
    archive.writestr("stops.txt", "\n".join(stops))
    archive.writestr("agency.txt", "agency_id,agency_name,agency_url,agency_timezone\nA,Réseau,https://example.org,Europe/Paris\n")
    with archive.open("stop_times.txt", "w") as file:
        file.write(b"trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n")
        for n in range(STOP_TIMES):
            minute, place = n % 1500, n % 25
            clock = f"{minute // 60:02d}:{minute % 60:02d}:00"
            file.write(f"T{n // 25},{clock},{clock},S{n % 2000},{place},0\n".encode())


def archive(name: str, write) -> Path:
    """Makes an archive, or takes the one of an earlier run."""
    folder = environment.cache_folder() / "data"
    folder.mkdir(exist_ok=True)
    path = folder / name
    if not path.is_file():
        print(f"reading speed: making {name}", file=sys.stderr)
        partial = path.with_suffix(".partial")
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as made:
            write(made)
        partial.rename(path)
    return path


def measure(program: Path, made: Made, runs: int) -> list[str]:
    """The file's line of the table."""
    taken = [process.run([program, "inspect", "--json", made.path, *made.options]) for _ in range(runs)]
    records = json.loads(taken[0].output)["records"]
    if records != made.rows:
        raise SystemExit(f"reading speed: WRONG: {made.path.name} has {made.rows} rows, {records} were read")
    speed = made.rows / statistics.median(run.cpu_seconds for run in taken)
    peak = max(run.peak_bytes for run in taken)
    verdict = "reached" if speed >= ROWS_PER_CPU_SECOND and peak <= PEAK_BYTES else "**missed**"
    wall = statistics.median(run.seconds for run in taken)
    return [made.name, f"{made.rows:,}".replace(",", " "), f"{wall:.2f} s", f"{speed / 1000:.0f} k", f"{peak / 1e6:.0f} MB", verdict]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    given = os.environ.get("FANAL_PROGRAM")
    program = environment.fanal_binary(Path(given) if given else None)
    if program is None:
        raise SystemExit("reading speed: no Fanal to measure; build it: cargo build --release")
    source = dataset.ensure(chosen.rows, 13)
    files = [
        Made("CSV", source.path, source.rows),
        Made("DBF of 97 MB in a ZIP", archive("equipements-dbf.zip", write_dbf), DBF_RECORDS),
        Made("GTFS stop times", archive("gtfs.zip", write_gtfs), STOP_TIMES, ("--table", "stop_times.txt")),
    ]
    print("| file | rows | time | rows per CPU second (≥ 500 k) | peak (≤ 300 MB) | |\n|" + " --- |" * 6)
    for made in files:
        print("| " + " | ".join(measure(program, made, chosen.runs)) + " |", flush=True)


if __name__ == "__main__":
    main()
