"""Programs that are started, watched and ended. Nothing else is ever ended."""

import os
import resource
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """What a program that ended took."""

    seconds: float
    peak_bytes: int
    output: str
    # Of the processor; not known of acts within a longer one.
    cpu_seconds: float | None = None


def children(pid: int) -> list[int]:
    """The processes that this one started and that are still there."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def resident_bytes(pid: int) -> int:
    """Memory of a process and of all that it started; shared pages are counted for each."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
        return own + sum(resident_bytes(child) for child in children(pid))
    except (OSError, IndexError):
        return 0


class Watch:
    """The highest memory of a process tree while the block runs."""

    def __init__(self, pid: int):
        self.pid, self.peak_bytes, self.ended = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self) -> None:
        while not self.ended.is_set():
            self.peak_bytes = max(self.peak_bytes, resident_bytes(self.pid))
            self.ended.wait(0.02)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        self.thread.join()


def cpu_of_ended() -> float:
    """Processor time, in seconds, of all programs that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: list, environment: dict | None = None, folder: Path | None = None) -> Run:
    """Runs a program to its end; fails with what it said when it fails."""
    began, cpu_before = time.perf_counter(), cpu_of_ended()
    with subprocess.Popen(
        [str(part) for part in command], env={**os.environ, **(environment or {})}, cwd=folder,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process, Watch(process.pid) as watch:
        output = process.communicate()[0]
        seconds = time.perf_counter() - began
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{output[-3000:]}")
    return Run(seconds, watch.peak_bytes, output, cpu_of_ended() - cpu_before)


class Server:
    """A program that stays until it is stopped, in a process group of its own."""

    def __init__(self, command: list, log: Path, environment: dict | None = None):
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [str(part) for part in command], env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )
        self.pid = self.process.pid

    def said(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-3000:]

    def stop(self) -> None:
        """Asks the group that was started here to end, and ends it when it does not."""
        for sent in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is not None:
                return
            os.killpg(self.pid, sent)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
