"""What the bench needs from the machine: the program, the peers, a cache folder."""

import os
import platform
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
# Versions are fixed: a ratio must not move because a peer did.
PEERS = ["duckdb==2.0.0", "datasette==0.65.5", "csvs-to-sqlite==1.3.1", "sqlite-utils==4.2.1", "setuptools"]


def cache_folder() -> Path:
    """Where data and peers are kept between runs, outside the repository."""
    folder = Path(os.environ.get("FANAL_BENCH_CACHE", Path.home() / ".cache" / "fanal" / "bench"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fanal_binary(given: Path | None) -> Path | None:
    """The given program, else the release build, else (said loudly) the debug build."""
    if given is not None:
        return given.resolve() if given.is_file() else None
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    for kind in ("release", "debug"):
        binary = target / kind / "fanal"
        if binary.is_file():
            if kind == "debug":
                print("bench: NO RELEASE BUILD, the debug build is measured: times mean nothing", file=sys.stderr)
            return binary
    return None


def peers_python(install: bool, name: str = "venv", wanted: list[str] = PEERS) -> Path | None:
    """The Python of the peers, by that name; makes it when allowed, answers None when it cannot be had."""
    folder = cache_folder() / name
    python, mark, wanted_text = folder / "bin" / "python", folder / "installed.txt", "\n".join(wanted)
    if mark.is_file() and mark.read_text() == wanted_text:
        return python
    if not install:
        return None
    print("bench: installing the peers", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True)
    except subprocess.CalledProcessError as error:
        print(f"bench: the peers could not be installed: {error}", file=sys.stderr)
        return None
    mark.write_text(wanted_text)
    return python


def kind_of_build(binary: Path) -> str:
    return "release" if binary.parent.name == "release" else f"build `{binary.parent.name}`"


def describe(binary: Path, peers: list) -> str:
    """One line on where this was measured."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    names = ", ".join(peer.name for peer in peers)
    return f"{names}; Fanal {kind_of_build(binary)}; {os.cpu_count()} cores, load {load}; {platform.system()} {platform.machine()}"
