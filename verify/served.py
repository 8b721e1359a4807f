"""A server in a temporary folder of its own: both go with the block."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

ENDS_WITHIN_S = 15


class Served:
    """What a server of ours and one of others have in common: folder, log, end."""

    def __init__(self, name: str):
        self.process = None
        self.scratch = tempfile.TemporaryDirectory(prefix=f"fanal-{name}-")
        self.folder = Path(self.scratch.name)
        self.log = self.folder / "server.log"

    def __exit__(self, *_) -> None:
        self.stop()

    def launch(self, command: list, environment: dict[str, str] | None = None) -> None:
        """Starts it in a group of its own, so that its children end with it."""
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=environment,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )

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
                self.process.wait(timeout=ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                continue
        self.scratch.cleanup()
