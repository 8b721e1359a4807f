#!/usr/bin/env python3
"""Scores how Fanal and other tools read ordinary French files; `make reading-score` runs it.

    bench/reading/score.py              all tools; writes docs/reading-score.md
    bench/reading/score.py --rows 0     without the large file, on which speed is measured

The program is `FANAL_PROGRAM`, else the release build, else the debug build. The other tools are
installed from PyPI in versions that are fixed here, in a cache folder outside the repository
(`FANAL_BENCH_CACHE`); ogr2ogr is Debian's (gdal-bin) and left out, loudly, when it is not there. The
rule is in `judge.py`, the files are those that `make.py` made. Standard library only.

Ends with 1 when Fanal reads a column wrong.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
# Behind its own folder, which has a `report` as well.
sys.path.append(str(HERE.parent))

import environment  # noqa: E402
from case import Case, cases  # noqa: E402
from judge import RIGHT, judge  # noqa: E402
from report import write_report  # noqa: E402

REQUIREMENTS = HERE / "requirements.txt"
TOOLS = ["fanal_reader", "detective_reader", "duckdb_reader", "frictionless_reader", "csvkit_reader", "ogr_reader"]
READ_LIMIT_S, MEASURE_LIMIT_S = 300, 1800
# Tools that read a file at the same time; speed is measured one by one.
AT_ONCE = 6


@dataclass
class Tool:
    """A tool, what it says of itself, and what it made of each file: a verdict a column."""

    module: str
    name: str
    version: str
    reads: list[str]
    how: str
    verdicts: dict[str, list[str]] = field(default_factory=dict)
    rows_per_cpu_second: float | None = None


class Readers:
    """Runs the tools, each act in a process of its own."""

    def __init__(self, python: Path, fanal: Path):
        self.python = python
        self.environment = os.environ | {"FANAL_PROGRAM": str(fanal), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *arguments, limit_s: int = READ_LIMIT_S):
        """What the tool answers; fails when it fails or is not over in time."""
        command = [self.python, HERE / "readers" / "run.py", *map(str, arguments)]
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.run(command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                                   capture_output=True, text=True, timeout=limit_s)
        if ended.returncode != 0:
            raise RuntimeError(ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else "it failed")
        return json.loads(ended.stdout.splitlines()[-1])

    def tools(self) -> list[Tool]:
        found = [Tool(module, **self.run("about", module)) for module in TOOLS]
        for tool in found:
            if tool.version is None:
                say(f"{tool.name.upper()} IS MISSING and left out. On Debian: sudo apt-get install gdal-bin")
        return [tool for tool in found if tool.version is not None]

    def verdicts(self, tool: Tool, case: Case, path: Path) -> list[str]:
        if case.kind not in tool.reads:
            return ["–"] * len(case.columns)
        try:
            found = self.run("read", tool.module, path, case.kind)
        except (RuntimeError, subprocess.TimeoutExpired) as refused:
            say(f"{tool.name} refuses {case.file}: {refused}")
            return ["refused"] * len(case.columns)
        return [verdict(case, place, found) for place in range(len(case.columns))]

    def speed(self, tool: Tool, path: Path, rows: int) -> float | None:
        """Rows that it reads and types in a second of processor time, its start included."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            self.run("measure", tool.module, path, limit_s=MEASURE_LIMIT_S)
        except (RuntimeError, subprocess.TimeoutExpired) as refused:
            say(f"{tool.name} does not read the large file: {refused}")
            return None
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return rows / (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def verdict(case: Case, place: int, found: list) -> str:
    """Columns are compared by their place; a geometry is wherever it was put."""
    truth = case.columns[place]
    if truth.kind == "point":
        points = [each for each in found if any(value and value[0] == "point" for value in each[1])]
        name, values = points[0] if points else ("", [])
        # Its name is the tool's own matter: many formats give it none.
        return judge(truth, case.whole(truth.values), truth.title, values) if name else "no points"
    # A geometry that stands before the other columns moves them.
    own = [each for each in found if not any(value and value[0] == "point" for value in each[1])] if has_point(case) else found
    if place >= len(own):
        return "no column"
    return judge(truth, case.whole(truth.values), *own[place])


def has_point(case: Case) -> bool:
    return any(column.kind == "point" for column in case.columns)


def say(text: str) -> None:
    print(f"reading score: {text}", file=sys.stderr, flush=True)


def large_file(rows: int) -> Path:
    """Events of an invented town, from the bench's own generator."""
    path = environment.cache_folder() / f"events-{rows}.csv"
    if not path.is_file():
        subprocess.run([sys.executable, HERE.parent / "make_events.py", "--rows", str(rows), "-o", path], check=True)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the large file; 0 measures no speed")
    parser.add_argument("--output", type=Path, default=environment.REPOSITORY / "docs" / "reading-score.md")
    chosen = parser.parse_args()
    given = os.environ.get("FANAL_PROGRAM")
    fanal = environment.fanal_binary(Path(given) if given else None)
    wanted = [line for line in REQUIREMENTS.read_text().splitlines() if line and not line.startswith("#")]
    python = environment.peers_python(True, "venv-reading", wanted)
    if fanal is None or python is None:
        say("Fanal is not built. Build it: cargo build --release" if fanal is None else "the other tools are missing")
        return 2
    readers, files = Readers(python, fanal), cases()
    tools = readers.tools()
    with tempfile.TemporaryDirectory(prefix="fanal-reading-") as folder:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for case in files:
                path = case.write_whole(Path(folder))
                said = pool.map(lambda tool: readers.verdicts(tool, case, path), tools)
                for tool, verdicts in zip(tools, said):
                    tool.verdicts[case.file] = verdicts
    if chosen.rows:
        path = large_file(chosen.rows)
        for tool in tools:
            tool.rows_per_cpu_second = readers.speed(tool, path, chosen.rows)
    write_report(chosen.output, tools, files, chosen.rows, environment.kind_of_build(fanal))
    wrong = [word for case in files for word in tools[0].verdicts[case.file] if word != RIGHT]
    say(f"written to {chosen.output}; Fanal reads {len(wrong)} columns wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
