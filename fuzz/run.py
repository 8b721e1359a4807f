#!/usr/bin/env python3
"""Fuzzes what reads files and queries, guided by the code that is reached; `make verify-fuzz` runs it.

    fuzz/run.py                      each target for a minute
    fuzz/run.py --seconds 600 files  one of them for ten minutes
    fuzz/run.py --input FILE files   one input again, such as one that failed

Works with a stable compiler: no sanitizer, but the coverage that libFuzzer is guided by. Wants a C++
compiler. Tool, builds, seeds and what was found lie in `FANAL_FUZZ_CACHE`, else in
~/.cache/fanal/fuzz. Seeds are the project's own files and, when they are there, those in
../shared/data/samples. An input that fails becomes a test of the crate that it breaks.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import seeds  # noqa: E402

REPOSITORY = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("FANAL_FUZZ_CACHE", Path.home() / ".cache" / "fanal" / "fuzz"))
TOOL_VERSION = "0.13.1"
TARGETS = ["files", "parts", "places", "query"]
# An input that takes longer, or more memory, counts as one that fails.
INPUT_LIMIT_S, MEMORY_LIMIT_MB, LENGTH_LIMIT = 20, 2048, 32 << 10


class Failed(Exception):
    """Something is missing or wrong; the text says what to do."""


def tool() -> Path:
    """cargo-fuzz, installed when it is not there in this version."""
    if shutil.which("c++") is None:
        raise Failed("a C++ compiler is missing. On Debian: sudo apt-get install g++")
    found = CACHE / "bin" / "cargo-fuzz"
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout if found.is_file() else ""
    if TOOL_VERSION not in said:
        print(f"fuzz: installing cargo-fuzz {TOOL_VERSION}", flush=True)
        run(["cargo", "install", "--quiet", "--locked", "--root", CACHE, "--version", TOOL_VERSION, "cargo-fuzz"])
    return found


def build() -> Path:
    """The folder of the targets, built with the instructions that follow coverage."""
    options = ["-s", "none", "-O", "--strip-dead-code", "--target-dir", CACHE / "target"]
    run([tool(), "build", *options], {"CARGO_ENCODED_RUSTFLAGS": None, "RUSTFLAGS": None})
    built = [path.parent for path in CACHE.glob(f"target/*/release/{TARGETS[0]}")]
    if not built:
        raise Failed("cargo-fuzz built nothing")
    return max(built, key=lambda folder: folder.stat().st_mtime)


def run(command: list, change: dict | None = None) -> None:
    environment = {name: value for name, value in (os.environ | (change or {})).items() if value is not None}
    if subprocess.run(command, cwd=REPOSITORY, env=environment).returncode != 0:
        raise Failed(f"this failed: {' '.join(map(str, command))}")


def fuzz(program: Path, seconds: int, given: list[Path], memory: Path) -> bool:
    """Runs one target; whether nothing failed. Says how much code was reached first and last."""
    name = program.name
    corpus, artifacts = CACHE / "corpus" / name, CACHE / "artifacts"
    corpus.mkdir(parents=True, exist_ok=True)
    artifacts.mkdir(exist_ok=True)
    limits = [f"-timeout={INPUT_LIMIT_S}", f"-rss_limit_mb={MEMORY_LIMIT_MB}", f"-max_len={LENGTH_LIMIT}"]
    where = [f"-artifact_prefix={artifacts}/{name}-"]
    inputs = given or [corpus, seeds.write(name, CACHE / "seeds" / name)]
    duration = [] if given else [f"-max_total_time={seconds}", "-print_final_stats=1"]
    log = CACHE / f"{name}.log"
    with log.open("wb") as out:
        ended = subprocess.run([program, *limits, *where, *duration, *inputs], stdin=subprocess.DEVNULL,
                               stdout=out, stderr=subprocess.STDOUT, env=os.environ | {"TMPDIR": str(memory)})
    said = log.read_text(errors="replace")
    if ended.returncode != 0:
        print(f"fuzz: {name}: FAILED. What it said ends so ({log}):\n{said[-4000:]}")
        return False
    if given:
        return True
    return told(name, said)


def told(name: str, said: str) -> bool:
    """Says what a run reached; false when it was not guided by coverage."""
    reached = [int(found) for found in re.findall(r"\bcov: (\d+)", said)]
    executed = re.search(r"number_of_executed_units: (\d+)", said)
    if len(reached) < 2 or reached[-1] == 0 or executed is None:
        print(f"fuzz: {name}: FAILED: it was not guided by coverage")
        return False
    print(f"fuzz: {name}: {executed[1]} inputs, branches reached: {reached[0]} by the first, {reached[-1]} in the end; nothing failed")
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], help="all of them when none is named")
    parser.add_argument("--seconds", type=int, default=60, help="time for each target")
    parser.add_argument("--input", type=Path, action="append", default=[], help="run this input only")
    chosen = parser.parse_args()
    given = [path.resolve() for path in chosen.input]
    try:
        folder = build()
        in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="fanal-fuzz-", dir=in_memory) as memory:
            good = [fuzz(folder / name, chosen.seconds, given, Path(memory)) for name in chosen.targets or TARGETS]
    except Failed as failed:
        print(f"fuzz: {failed}", file=sys.stderr)
        return 2
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
