"""What a load wrote is on the disk before the catalogue says so: reads the system calls of an import.

    durable.py PROGRAM

A power cut can't be tried, but what it would take can be seen: a file that was written and not
synced, a name that was given in a folder that was not.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import check, equal

CALLS = "openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,write,writev,pwrite64,pwritev,copy_file_range,fsync,fdatasync"
ROWS = "numero;nom\n" + "".join(f"{number};Arbre {number}\n" for number in range(5000))

UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
PATH = re.compile(r'"([^"]*)"')
HANDLE = re.compile(r"\d+<([^>]*)>")


def calls(trace: Path):
    """Each call that went well, once it is over: its name and its arguments."""
    begun = {}
    for line in trace.read_text(errors="replace").splitlines():
        if found := UNFINISHED.match(line):
            begun[found[1]] = line.removesuffix(" <unfinished ...>")
            continue
        if found := RESUMED.match(line):
            line = begun.pop(found[1], "") + found[2]
        if (found := CALL.match(line)) and int(found[3]) >= 0:
            yield found[1], found[2]


class Disk:
    """What of a folder a power cut would take."""

    def __init__(self, folder: Path):
        self.folder, self.unsynced, self.known = str(folder), set(), set()

    def is_kept(self, path: str) -> bool:
        """Not what is thrown away if the program dies."""
        return path.startswith(self.folder + "/") and "/.tmp" not in path

    def name(self, path: str) -> None:
        if path not in self.known and self.is_kept(path):
            self.known.add(path)
            self.unsynced.add(os.path.dirname(path))

    def see(self, call: str, arguments: str) -> None:
        paths, handle = PATH.findall(arguments), HANDLE.match(arguments)
        if call == "openat":
            if "O_CREAT" in arguments:
                self.name(paths[0])
        elif call.startswith("mkdir"):
            self.name(paths[0])
        elif call.startswith(("rename", "link")):
            before, after = paths
            if before in self.unsynced:
                self.unsynced.add(after)
            self.known.discard(after)
            self.name(after)
        elif call == "copy_file_range":
            self.unsynced.add(HANDLE.findall(arguments)[1])
        elif handle and call.endswith("sync"):
            self.unsynced.discard(handle[1])
        elif handle and "write" in call:
            self.unsynced.add(handle[1])

    def lost(self) -> list[str]:
        return sorted(path for path in self.unsynced if self.is_kept(path + "/"))


def trace(program: str, folder: Path) -> Path:
    """The system calls of an import into an empty folder."""
    file, out = folder / "arbres.csv", folder / "calls"
    file.write_text(ROWS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
    follow = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", out]
    command = [*follow, program, "import", file, "--dataset", "arbres", "--publish"]
    subprocess.run(command, env=kept | {"FANAL_DATA": str(folder / "data")}, check=True, capture_output=True, timeout=300)
    return out


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="fanal-durable-") as made:
        folder = Path(made).resolve()
        data = folder / "data"
        spool, lake = Disk(data / "spool"), Disk(data / "lake")
        wal, log = str(data / "catalogue.db-wal"), "_delta_log/00000000000000000000.json"
        spooled, loaded = None, None
        for call, arguments in calls(trace(sys.argv[1], folder)):
            for disk in (spool, lake):
                disk.see(call, arguments)
            if call.endswith("sync") and wal in arguments:
                if spooled is None and spool.known:
                    spooled = spool.lost()
                if loaded is None and any(path.endswith(log) for path in lake.known):
                    loaded = lake.lost()
        with check("an upload is on the disk before the catalogue names it"):
            equal(spooled, [])
        with check("records, log and folders are on the disk before the catalogue names the version"):
            equal(loaded, [])


if __name__ == "__main__":
    main()
