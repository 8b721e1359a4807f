"""Fanal: the program from its command line and over HTTP, as people use it."""

import csv
import shutil
import tempfile
import time
from pathlib import Path

from client import Client, free_port, wait_until_up
from dataset import Source
from process import Run, Server, Watch, resident_bytes, run

DATASET = "evenements"
CATALOGUE = "/api/explore/v2.1/catalog/datasets"
RECORDS = f"{CATALOGUE}/{DATASET}/records"
EXPORT = f"{CATALOGUE}/{DATASET}/exports/csv"
# After so many seconds a fresh server has done the work that an import left to it (the profile of
# the columns), and its worker has made place for a new one.
REST = 30


class Fanal:
    """A fresh data folder for each import; the server runs on the last one."""

    name = "Fanal"

    def __init__(self, binary: Path, folder: Path):
        self.binary, self.folder = binary, folder
        self.server, self.client, self.port = None, None, free_port()

    def environment(self) -> dict:
        return {"FANAL_DATA": str(self.folder), "FANAL_LISTEN": f"127.0.0.1:{self.port}"}

    def load(self, source: Source) -> Run:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        command = [self.binary, "import", source.path, "--dataset", DATASET, "--title", "Évènements", "--publish"]
        return run(command, self.environment())

    def start(self) -> float:
        """Starts the server; its memory in bytes when it has nothing left to do."""
        self.serve()
        time.sleep(REST)
        return resident_bytes(self.server.pid)

    def serve(self) -> float:
        began = time.perf_counter()
        self.server = Server([self.binary, "serve"], self.folder.parent / "fanal.log", self.environment())
        wait_until_up(self.port, f"{CATALOGUE}?limit=1", self.server)
        self.client = Client(self.port)
        return time.perf_counter() - began

    def check(self, source: Source) -> list[str]:
        """What is not as in the file."""
        faults = []
        total = self.client.json(RECORDS, {"limit": 1})["total_count"]
        if total != source.rows:
            faults.append(f"{total} records of {source.rows}")
        found = self.client.json(RECORDS, self.filter(source) | {"limit": 1})["total_count"]
        # The days of the file are local, those of the query are UTC: an hour's worth may differ.
        if abs(found - source.matching) > max(3, source.matching // 500):
            faults.append(f"{found} filtered records of {source.matching}")
        with tempfile.TemporaryFile() as file:
            self.client.download(EXPORT, None, keep=file)
            file.seek(0)
            lines = (line.decode("utf-8-sig") for line in file)
            exported = list_widths(csv.reader(lines, delimiter=";"))
        # A column of points, made of latitudes and longitudes, stands behind those of the file.
        if exported != {source.columns + 1: source.rows + 1}:
            faults.append(f"exported lines by number of cells: {exported}")
        return faults

    def filter(self, source: Source) -> dict:
        return {
            "where": f"quartier = \"{source.quarter}\" and horodatage >= date'{source.SINCE}'",
            "order_by": "horodatage desc",
        }

    def first_pages(self, times: int) -> list[float]:
        return self.client.timed(RECORDS, {"limit": 20}, times)

    def filter_and_sort(self, source: Source, times: int) -> list[float]:
        return self.client.timed(RECORDS, self.filter(source) | {"limit": 100}, times)

    def export(self, _: Source) -> tuple[float, int]:
        """(seconds, highest memory in bytes)"""
        with Watch(self.server.pid) as watch:
            seconds, _ = self.client.download(EXPORT, None)
        return seconds, watch.peak_bytes

    def memory_for(self, source: Source) -> tuple[int, int]:
        """The highest memory of an import and of an export of that file, in bytes."""
        self.stop()
        imported = self.load(source).peak_bytes
        self.serve()
        time.sleep(REST)
        return imported, self.export(source)[1]

    def start_with_many(self, count: int) -> float:
        """Seconds from the start to the first answer, in a folder with that many datasets."""
        self.stop()
        small = self.folder.parent / "small.csv"
        small.write_text("nom,valeur\na,1\nb,2\n", encoding="utf-8")
        for number in range(count):
            command = [self.binary, "import", small, "--dataset", f"jeu-{number}", "--title", f"Jeu {number}", "--publish"]
            run(command, self.environment())
        return self.serve()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None


def list_widths(reader) -> dict[int, int]:
    """How many lines have how many cells."""
    widths: dict[int, int] = {}
    for row in reader:
        widths[len(row)] = widths.get(len(row), 0) + 1
    return widths
