"""A plain HTTP client that keeps its connection, so that what is timed is the answer."""

import http.client
import json
import socket
import time
from urllib.parse import urlencode

from process import Server


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(port: int, path: str, server: Server, seconds: float = 60) -> float:
    """Waits for an answer that is not an error; says how long that took since the call."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{server.said()}")
        try:
            Client(port).get(path)
            return time.perf_counter() - began
        except (OSError, RuntimeError, http.client.HTTPException):
            time.sleep(0.01)
    raise RuntimeError(f"no answer from {path} in {seconds:.0f} s:\n{server.said()}")


class Client:
    """One kept connection to a server of this machine."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def get(self, path: str, parameters: dict | None = None) -> bytes:
        """The whole body; an error when the status is not 200."""
        target = f"{path}?{urlencode(parameters)}" if parameters else path
        self.connection.request("GET", target)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{target} answered {response.status}: {body[:500]!r}")
        return body

    def fresh(self) -> None:
        """Drops the connection, which servers close after some idle seconds; the next act opens one."""
        self.connection.close()

    def json(self, path: str, parameters: dict | None = None):
        self.fresh()
        return json.loads(self.get(path, parameters))

    def timed(self, path: str, parameters: dict | None, times: int) -> list[float]:
        """Seconds of each of so many answers, after two that are not counted."""
        taken = []
        self.fresh()
        for turn in range(times + 2):
            began = time.perf_counter()
            self.get(path, parameters)
            if turn >= 2:
                taken.append(time.perf_counter() - began)
        return taken

    def download(self, path: str, parameters: dict | None, keep=None) -> tuple[float, int]:
        """Reads a long answer as it comes; (seconds, bytes). `keep` is a file that is given them."""
        target = f"{path}?{urlencode(parameters)}" if parameters else path
        self.fresh()
        began, size = time.perf_counter(), 0
        self.connection.request("GET", target)
        response = self.connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"{target} answered {response.status}")
        expected = response.getheader("Content-Length")
        while block := response.read(1 << 18):
            size += len(block)
            if keep is not None:
                keep.write(block)
        if expected is not None and size != int(expected):
            raise RuntimeError(f"{target} was cut after {size} bytes of {expected}")
        return time.perf_counter() - began, size
