"""Datasette on SQLite, tuned: indexes on what is filtered, limits lifted."""

import shutil
import sqlite3
import time
from pathlib import Path

from client import Client, free_port, wait_until_up
from dataset import Source
from process import Run, Server, Watch, resident_bytes, run

TABLE = "/evenements/evenements"
LIMITS = {
    "sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "max_csv_mb": 0, "max_returned_rows": 10_000,
    "num_sql_threads": 2,
}


class Datasette:
    """A database made by csvs-to-sqlite, served by one process."""

    name = "Datasette"

    def __init__(self, python: Path, folder: Path):
        self.tools, self.folder = python.parent, folder
        self.server, self.client, self.port = None, None, free_port()
        self.database = folder / "evenements.db"

    def load(self, source: Source) -> Run:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        done = run([self.tools / "csvs-to-sqlite", source.path, self.database, "-t", "evenements"])
        began = time.perf_counter()
        connection = sqlite3.connect(self.database)
        for column in ("quartier", "horodatage", "statut"):
            connection.execute(f"create index by_{column} on evenements ({column})")
        connection.commit()
        connection.close()
        return Run(done.seconds + time.perf_counter() - began, done.peak_bytes, done.output)

    def start(self) -> float:
        settings = [part for name, value in LIMITS.items() for part in ("--setting", name, str(value))]
        command = [self.tools / "datasette", "serve", self.database, "--host", "127.0.0.1", "--port", str(self.port)]
        self.server = Server(command + settings, self.folder.parent / "datasette.log")
        wait_until_up(self.port, "/-/versions.json", self.server)
        time.sleep(1)
        self.client = Client(self.port)
        return resident_bytes(self.server.pid)

    def check(self, source: Source) -> list[str]:
        answer = self.client.json("/evenements.json", {
            "sql": "select count(*) as n from evenements", "_shape": "array"})
        rows = answer[0]["n"]
        return [] if rows == source.rows else [f"Datasette read {rows} rows of {source.rows}"]

    def first_pages(self, times: int) -> list[float]:
        # Fanal's answer has the exact total, so this one has it too.
        return self.client.timed(f"{TABLE}.json", {
            "_size": 20, "_shape": "objects", "_nofacet": 1, "_nosuggest": 1}, times)

    def filter_and_sort(self, source: Source, times: int) -> list[float]:
        return self.client.timed(f"{TABLE}.json", {
            "quartier__exact": source.quarter, "horodatage__gte": source.SINCE, "_sort_desc": "horodatage",
            "_size": 100, "_shape": "objects", "_nofacet": 1, "_nosuggest": 1}, times)

    def export(self, _: Source) -> tuple[float, int]:
        with Watch(self.server.pid) as watch:
            seconds, _ = self.client.download(f"{TABLE}.csv", {"_stream": "on", "_size": "max"})
        return seconds, watch.peak_bytes

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None
