"""A served Fanal with the sample in it: a data folder of its own, loopback only."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import sample
from served import Served

READY_WITHIN_S = 60


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Instance(Served):
    """Starts the program, loads the sample by the command line beside it, ends it with the block."""

    def __init__(self, binary: Path):
        super().__init__("verify")
        self.binary, self.data = binary, self.folder / "data"
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
            self.launch([self.binary, "serve"], self.environment)
            self.wait_for("/health/ready", lambda _: True)
            self.fill()
        except BaseException:
            self.stop()
            raise
        return self

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
