"""One portal on several machines: a PostgreSQL database, a bucket, two servers, workers that are killed.

Each "machine" is a data folder of its own: what they share is the database and the bucket, nothing else.
"""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

import psycopg
import sample
from bucket import NAME, Bucket
from checks import check, equal
from deltalake import DeltaTable
from instance import free_port
from tools import REPOSITORY

WITHIN_S = 60
# A dead worker's job is taken over once it was silent for so long.
LEASE_S = 15
LARGE_ROWS = 1_500_000
KEPT_VERSIONS = 3


class Database:
    """An empty database of its own, dropped with the block."""

    def __init__(self):
        self.server = os.environ.get("FANAL_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
        self.name = f"fanal_verify_{uuid.uuid4().hex}"
        self.url = urllib.parse.urlsplit(self.server)._replace(path=f"/{self.name}").geturl()

    def __enter__(self) -> "Database":
        self.ask(f"CREATE DATABASE {self.name}", self.server)
        return self

    def __exit__(self, *_) -> None:
        self.ask(f"DROP DATABASE {self.name} WITH (FORCE)", self.server)

    def ask(self, query: str, url: str | None = None) -> list[tuple]:
        with psycopg.connect(url or self.url, autocommit=True) as connection:
            done = connection.execute(query)
            return done.fetchall() if done.description else []

    def jobs(self) -> list[tuple]:
        """(kind, status, attempts, records read) of each job, in order."""
        return self.ask("SELECT kind, status, attempts, records FROM job ORDER BY id")


class Machine:
    """A data folder and the settings that it shares with others."""

    def __init__(self, folder: Path, name: str, binary: Path, shared: dict):
        self.folder, self.name, self.binary, self.started = folder / name, name, binary, []
        self.folder.mkdir()
        foreign = ("FANAL_", "AWS_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        own = {"FANAL_DATA": str(self.folder / "data"), "LANG": "fr_FR.UTF-8"}
        self.environment = kept | shared | own

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.binary, *arguments], cwd=self.folder, env=self.environment | more, capture_output=True, text=True,
            timeout=300,
        )

    def must(self, *arguments: str) -> None:
        done = self.run(*arguments)
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}")

    def start(self, *arguments: str, **more: str) -> subprocess.Popen:
        with (self.folder / "log").open("ab") as out:
            process = subprocess.Popen(
                [self.binary, *arguments], cwd=self.folder, env=self.environment | more, stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )
        self.started.append(process)
        return process

    def serve(self) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.start("serve", "--without-worker", FANAL_LISTEN=self.url.removeprefix("http://"), FANAL_URL=self.url)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=60) as response:
            return response.read()

    def export(self, dataset: str) -> list[dict]:
        text = self.get(f"/api/explore/v2.1/catalog/datasets/{dataset}/exports/csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def count(self, dataset: str, more: str = "") -> int:
        path = f"/api/explore/v2.1/catalog/datasets/{dataset}/records?limit=1{more}"
        return json.loads(self.get(path))["total_count"]

    def lose_disk(self) -> None:
        """What another machine needed of it would be missed now."""
        shutil.rmtree(self.folder / "data")

    def waiting_files(self) -> list[str]:
        return sorted(file.name for file in (self.folder / "data" / "spool").glob("*"))

    def stop(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def kill(process: subprocess.Popen) -> None:
    """`kill -9`."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def until(what: str, is_so, within_s: float = WITHIN_S) -> None:
    deadline, last = time.monotonic() + within_s, None
    while time.monotonic() < deadline:
        try:
            last = is_so()
            if last:
                return
        except (OSError, urllib.error.HTTPError) as error:
            last = error
        time.sleep(0.02)
    raise AssertionError(f"waited {within_s:.0f} s in vain until {what}: {last!r}")


class Portal:
    """The machines of one portal."""

    def __init__(self, binary: Path, folder: Path, database: Database, bucket: Bucket):
        self.database, self.bucket, self.folder, self.binary = database, bucket, folder, binary
        self.shared = bucket.environment | {
            "FANAL_DATABASE_URL": database.url, "FANAL_STORE_URL": bucket.url, "FANAL_LOG": "warn",
            "FANAL_KEPT_VERSIONS": str(KEPT_VERSIONS),
        }
        self.machines = []

    def machine(self, name: str) -> Machine:
        machine = Machine(self.folder, name, self.binary, self.shared)
        self.machines.append(machine)
        return machine

    def load(self, machine: Machine, rows: list[dict], *options: str) -> None:
        file = sample.write(machine.folder / "arbres.csv", rows)
        machine.must("import", str(file), "--dataset", sample.DATASET, *options)

    def both_have(self, rows: int, more: str = "") -> None:
        for server in self.machines[:2]:
            until(f"{server.name} has {rows} records",
                  lambda: server.count(sample.DATASET, more) == rows)

    def idle(self) -> None:
        over = ("done", "failed", "cancelled")
        until("all jobs are over", lambda: all(status in over for _, status, *_ in self.database.jobs()), 2 * WITHIN_S)

    def said(self) -> str:
        logs = [machine.folder / "log" for machine in self.machines]
        return "\n".join(f"{log}:\n{log.read_text(errors='replace')[-2000:]}" for log in logs if log.exists())


def doctor(portal: Portal, office: Machine) -> None:
    with check("doctor finds the bucket fit"):
        office.must("doctor")
        equal(portal.bucket.names("datasets"), [])
    with check("doctor says in French what is wrong with a bucket that is not there"):
        done = office.run("doctor", FANAL_STORE_URL="s3://elsewhere/lake")
        equal((done.returncode, "refuse d’écrire" in done.stdout), (1, True))
    with check("doctor says in English what is wrong with a wrong key"):
        done = office.run("doctor", AWS_SECRET_ACCESS_KEY="wrong", LANG="en_GB.UTF-8")
        equal((done.returncode, "refuses to write" in done.stdout), (1, True))


def loads(portal: Portal, office: Machine) -> None:
    first, second, third = sample.loads()
    expected = sample.expected()
    one, other = portal.machines[:2]
    with check("an import on a third machine is read on both servers"):
        portal.load(office, first, "--title", sample.TITLE, "--publish")
        portal.both_have(expected.first_version_rows)
    with check("a replacement and an update by key are read on both servers"):
        portal.load(office, second)
        portal.load(office, third, "--mode", "update", "--key", "numero")
        portal.both_have(expected.rows)
        portal.both_have(1, f"&where=numero%3D1%20and%20tours%3D{expected.first['tours']}")
    with check("the export of the second server is whole, and that of the first"):
        rows = other.export(sample.DATASET)
        heights = sum(float(row["hauteur"]) for row in rows if row["hauteur"])
        equal((len(rows), sum(int(row["tours"]) for row in rows), heights),
              (expected.rows, expected.turns, expected.heights))
        equal(one.export(sample.DATASET), rows)
    with check("the lake in the bucket is read without Fanal"):
        equal(table(portal, 1).to_pyarrow_table().num_rows, expected.rows)


def table(portal: Portal, dataset: int) -> DeltaTable:
    return DeltaTable(f"s3://{NAME}/lake/datasets/{dataset}/table", storage_options=portal.bucket.environment)


def upkeep(portal: Portal, office: Machine) -> None:
    expected = sample.expected()
    with check("additions are compacted by the worker, and no record is lost"):
        # The worker looks at every sixteenth version.
        for number in range(4, 17):
            row = sample.row(sample.ROWS + number)
            portal.load(office, [row], "--mode", "append")
        portal.idle()
        portal.both_have(expected.rows + 13)
        files = len(table(portal, 1).file_uris())
        equal([status for kind, status, *_ in portal.database.jobs() if kind == "compact"], ["done"])
        equal(files <= 2, True)
    with check("of what expired nothing stays in the bucket, and its address says so"):
        loads = {name.split("/loads/")[1].split("/")[0] for name in portal.bucket.names("datasets/1/loads")}
        equal(len(loads) <= KEPT_VERSIONS + 1, True)
        for server in portal.machines[:2]:
            try:
                server.count(sample.DATASET, "&version=1")
                raise AssertionError("version 1 is still there")
            except urllib.error.HTTPError as gone:
                equal(gone.code, 410)
        portal.both_have(expected.rows + 12, "&version=15")


def large(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("numero;libelle;valeur\n")
        for start in range(0, LARGE_ROWS, 10_000):
            file.write("".join(f"{n};ligne {n % 977} du grand fichier;{n % 13},5\n" for n in range(start, start + 10_000)))
    return path


def kills(portal: Portal, office: Machine, worker: Machine) -> None:
    file = large(office.folder / "grand.csv")
    before = sample.expected().rows + 13
    last = len(portal.database.jobs())

    def job() -> tuple:
        return (portal.database.jobs() + [("", "", 0, 0)])[last]

    with check("a command is killed in the middle of a load, its disk is lost: a worker elsewhere takes it over"):
        [work] = worker.started
        work.send_signal(signal.SIGSTOP)
        command = office.start("import", str(file), "--dataset", sample.DATASET)
        until("the command reads", lambda: job()[1:3] == ("running", 1) and job()[3] > 0)
        kill(command)
        office.lose_disk()
        work.send_signal(signal.SIGCONT)
        until("the worker reads", lambda: job()[1:3] == ("running", 2) and job()[3] > 0, LEASE_S + WITHIN_S)
    with check("that worker is killed as well, its disk is lost: readers see the version before, whole"):
        kill(work)
        worker.lose_disk()
        equal(job()[1], "running")
        for server in portal.machines[:2]:
            equal(server.count(sample.DATASET), before)
            equal(len(server.export(sample.DATASET)), before)
    with check("a worker on another machine ends it, and nothing is lost"):
        portal.machine("second-worker").start("work")
        portal.both_have(LARGE_ROWS)
        portal.idle()
        equal(job()[1:3], ("done", 3))
        rows = portal.machines[1].export(sample.DATASET)
        equal((len(rows), len({row["numero"] for row in rows})), (LARGE_ROWS, LARGE_ROWS))
    with check("no file waits in the bucket or with the workers, and all is sound"):
        equal(portal.bucket.names("spool"), [])
        equal(portal.machines[-1].waiting_files(), [])
        office.must("doctor")


def commits(bucket: Bucket) -> None:
    with check("of commits at once to the log of one table, exactly one counts (tests of fanal-lake)"):
        own = bucket.environment | {"FANAL_TEST_BUCKET_URL": f"s3://{NAME}/tests"}
        command = ["cargo", "test", "--quiet", "--workspace", "--lib", "--", "table::tests::bucket"]
        done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | own, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{done.stdout[-4000:]}{done.stderr[-4000:]}")


def main(binary: Path, server: Path) -> None:
    with Database() as database, Bucket(server) as bucket, tempfile.TemporaryDirectory(prefix="fanal-nodes-") as folder:
        portal = Portal(binary, Path(folder), database, bucket)
        try:
            with check("two servers on an empty database and an empty bucket start at once"):
                for name in ("first-server", "second-server"):
                    portal.machine(name).serve()
                for machine in portal.machines:
                    until(f"{machine.name} is ready", lambda: machine.get("/health/ready") is not None)
            office = portal.machine("office")
            doctor(portal, office)
            worker = portal.machine("worker")
            worker.start("work")
            loads(portal, office)
            upkeep(portal, office)
            kills(portal, office, worker)
        except BaseException:
            print(portal.said(), flush=True)
            raise
        finally:
            for machine in portal.machines:
                machine.stop()
        commits(bucket)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
