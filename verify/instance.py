"""A served Fanal with the sample in it: a data folder of its own, loopback only."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import sample

READY_WITHIN_S = 60


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Instance:
    """Starts the program, loads the sample by the command line beside it, ends it with the block."""

    def __init__(self, binary: Path):
        self.binary, self.process = binary, None
        self.scratch = tempfile.TemporaryDirectory(prefix="fanal-verify-")
        self.folder = Path(self.scratch.name)
        self.data, self.log = self.folder / "data", self.folder / "serve.log"
        # The first dataset of an empty catalogue has the number 1.
        self.table = self.data / "lake" / "datasets" / "1" / "table"
        self.dataset, self.expected = sample.DATASET, self.folder / "expected.json"
        address = f"127.0.0.1:{free_port()}"
        self.url = f"http://{address}"
        ours = {"FANAL_DATA": str(self.data), "FANAL_LISTEN": address, "FANAL_URL": self.url}
        # Settings of whoever runs this would change the program, or be refused by it.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
        self.environment = kept | ours | {"LANG": "fr_FR.UTF-8"}

    def __enter__(self) -> "Instance":
        try:
            with self.log.open("wb") as out:
                self.process = subprocess.Popen(
                    [self.binary, "serve"], cwd=self.folder, env=self.environment,
                    stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
                )
            self.wait_for("/health/ready", lambda _: True)
            self.fill()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def fill(self) -> None:
        """Three loads into one dataset, and a dataset that stays a draft."""
        first, second, third = sample.loads()
        self.load(first, sample.DATASET, "--title", sample.TITLE, "--publish")
        self.load(second, sample.DATASET)
        self.load(third, sample.DATASET, "--mode", "update", "--key", "numero")
        self.load(first[:10], sample.DRAFT, "--title", "Pas encore public")
        expected = sample.expected()
        expected.write(self.expected)
        query = f"records?limit=1&where=tours%3D{expected.first['tours']}%20and%20numero%3D1"
        self.wait_for(f"/api/explore/v2.1/catalog/datasets/{sample.DATASET}/{query}",
                      lambda answer: answer["total_count"] == 1)

    def load(self, rows: list[dict], dataset: str, *options: str) -> None:
        file = sample.write(self.folder / f"{dataset}.csv", rows)
        command = [self.binary, "import", file, "--dataset", dataset, *options]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(f"the import ended with {done.returncode}:\n{done.stdout}{done.stderr}")

    def wait_for(self, path: str, is_good) -> None:
        """Asks until the answer is a good one: what other processes change takes a moment to be seen."""
        deadline, last = time.monotonic() + READY_WITHIN_S, None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the program ended:\n{self.said()}")
            try:
                with urllib.request.urlopen(self.url + path, timeout=10) as response:
                    body = response.read()
                last = json.loads(body) if path.startswith("/api/") else body
                if is_good(last):
                    return
            except (OSError, urllib.error.HTTPError) as error:
                last = error
            time.sleep(0.1)
        raise RuntimeError(f"{path} does not answer as it should in {READY_WITHIN_S} s: {last}\n{self.said()}")

    def said(self) -> str:
        """The end of what the server printed."""
        return self.log.read_text(errors="replace")[-3000:]

    def stop(self) -> None:
        """Asks the group that was started here to end, ends it when it does not, removes the data."""
        for sent in (signal.SIGTERM, signal.SIGKILL):
            if self.process is None or self.process.poll() is not None:
                break
            os.killpg(self.process.pid, sent)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
        self.scratch.cleanup()
