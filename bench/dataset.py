"""The file that everybody is given."""

import csv
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import environment

# The generator of the reference data, when it lies beside the repository; else our own.
REFERENCE = environment.REPOSITORY.parent / "shared" / "tools" / "make_big.py"
OWN = Path(__file__).resolve().parent / "make_events.py"


@dataclass(frozen=True)
class Source:
    """A CSV file with a header line, and what is known of it."""

    path: Path
    rows: int
    columns: int
    # The commonest quarter, for the filter, and how many rows it has since SINCE.
    quarter: str
    matching: int

    # Filters take what happened since that day.
    SINCE = "2023-01-01"

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size


def ensure(rows: int, seed: int) -> Source:
    """Makes the file, or takes the one of an earlier run."""
    generator = REFERENCE if REFERENCE.is_file() else OWN
    folder = environment.cache_folder() / "data"
    folder.mkdir(exist_ok=True)
    path = folder / f"{generator.stem}_{rows}_{seed}.csv"
    if not path.is_file():
        print(f"bench: making {rows} rows with {generator.name}", file=sys.stderr)
        partial = path.with_suffix(".partial")
        subprocess.run(
            [sys.executable, generator, "--rows", str(rows), "--seed", str(seed), "-o", partial],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        partial.rename(path)
    return look_at(path)


def look_at(path: Path) -> Source:
    """Counts what the answers are checked against."""
    quarters, recent, rows = Counter(), Counter(), 0
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        quarter, day = header.index("quartier"), header.index("horodatage")
        for row in reader:
            rows += 1
            quarters[row[quarter]] += 1
            if row[day] >= Source.SINCE:
                recent[row[quarter]] += 1
    commonest = next(name for name, _ in quarters.most_common() if name and "'" not in name)
    return Source(path, rows, len(header), commonest, recent[commonest])
