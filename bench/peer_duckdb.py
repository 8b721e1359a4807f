"""DuckDB: in process, without HTTP, rights or JSON. The floor, not a peer."""

import json
import subprocess
from pathlib import Path

from dataset import Source
from process import Run, Watch, resident_bytes

WORKER = Path(__file__).resolve().parent / "duckdb_worker.py"


class Duckdb:
    """One process of its own that is told what to run and answers how long it took."""

    name = "DuckDB"

    def __init__(self, python: Path, folder: Path):
        self.python, self.folder, self.process = python, folder, None

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [self.python, WORKER, self.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, act: str, **values):
        """Sends one act; its answer."""
        self.process.stdin.write(json.dumps({"act": act, **values}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"DuckDB's process ended at `{act}`")
        return json.loads(answer)

    def load(self, source: Source) -> Run:
        """CSV to Parquet in a new process; starting Python is not counted."""
        self.stop()
        self.begin()
        self.ask("ready")
        with Watch(self.process.pid) as watch:
            seconds = self.ask("import", path=str(source.path))
        return Run(seconds, watch.peak_bytes, "")

    def start(self) -> float:
        """Loads its own file format, in which it is fastest, for the queries."""
        self.stop()
        self.begin()
        self.ask("table")
        self.stop()
        self.begin()
        self.ask("open")
        return resident_bytes(self.process.pid)

    def check(self, source: Source) -> list[str]:
        rows = self.ask("count")
        return [] if rows == source.rows else [f"DuckDB read {rows} rows of {source.rows}"]

    def first_pages(self, times: int) -> list[float]:
        return self.ask("query", times=times, sql="select * from evenements limit 20", values=[])

    def filter_and_sort(self, source: Source, times: int) -> list[float]:
        sql = ("select * from evenements where quartier = ? and horodatage >= ?::timestamptz "
               "order by horodatage desc limit 100")
        return self.ask("query", times=times, sql=sql, values=[source.quarter, source.SINCE])

    def export(self, _: Source) -> tuple[float, int]:
        with Watch(self.process.pid) as watch:
            seconds = self.ask("export")
        return seconds, watch.peak_bytes

    def stop(self) -> None:
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
            self.process = None
