#!/usr/bin/env python3
"""Runs programs that others wrote against a served Fanal, as `make verify` does.

    verify/run.py                  all of it
    verify/run.py clients          clients of the API, readers of the exports and of the lake
    verify/run.py durable          what a load wrote is on the disk before the catalogue says so
    verify/run.py lighthouse       scores of the public pages
    verify/run.py nodes            several machines on one database and one bucket
    verify/run.py needs            installs what these need, or says what to install

The program is `FANAL_PROGRAM`, else the release build, else the debug build. It listens on
127.0.0.1 only and its data folder goes with it. Standard library only: the clients are installed
in verify/node_modules and in a cache folder outside the repository.
"""

import argparse
import os
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import tools  # noqa: E402
from instance import Instance  # noqa: E402

TIME_LIMIT_S = 600


def clients(instance: Instance) -> list[tuple[str, list]]:
    """Each client's name and command."""
    node, python, folder = tools.node_packages(), tools.python_packages(), tools.HERE / "clients"
    served = [instance.url, instance.expected]
    return [
        ("@opendatasoft/api-client", [node, folder / "api-client.js", *served]),
        ("portalkit", [python, folder / "portal.py", *served]),
        ("Parquet by pyarrow and duckdb", [python, folder / "parquet.py", *served]),
        ("The lake by deltalake", [python, folder / "lake.py", instance.table, instance.expected]),
    ]


def lighthouse(instance: Instance) -> list[tuple[str, list]]:
    node, browser = tools.node_packages(), tools.chromium()
    if not tools.is_release(instance.binary):
        print("verify: NO RELEASE BUILD, the debug build is measured: performance may be too low", flush=True)
    script = tools.HERE / "lighthouse.js"
    return [("Lighthouse", [node, script, instance.url, browser, instance.dataset])]


def durable(instance: Instance) -> list[tuple[str, list]]:
    tools.strace()
    script = tools.HERE / "clients" / "durable.py"
    return [("On the disk before the catalogue says so", [sys.executable, script, instance.binary])]


def nodes(instance: Instance) -> list[tuple[str, list]]:
    python = tools.python_packages()
    server = python.with_name("weed")
    return [("Many nodes", [python, tools.HERE / "clients" / "nodes.py", instance.binary, server])]


def needs() -> None:
    """Sees to everything that the checks ask for, so that it is not missing an hour later."""
    tools.node_packages()
    tools.python_packages()
    tools.chromium()
    tools.strace()


CHECKS = {"clients": clients, "durable": durable, "nodes": nodes, "lighthouse": lighthouse}


def passes(name: str, command: list) -> bool:
    """Runs one check; whether it ended well and in time."""
    print(f"\n{name}", flush=True)
    began = time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(tools.HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.STDOUT) as process:
        try:
            good = process.wait(timeout=TIME_LIMIT_S) == 0
            ended = "passed" if good else "FAILED"
        except subprocess.TimeoutExpired:
            good, ended = False, f"FAILED: not over in {TIME_LIMIT_S} s"
        finally:
            stop(process)
    print(f"{name}: {ended}, {time.monotonic() - began:.0f} s", flush=True)
    return good


def stop(process: subprocess.Popen) -> None:
    """Interrupts what still runs, so that it ends the browser that it started; then ends it."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checks", nargs="*", choices=[[], "needs", *CHECKS], help="all of them when none is named")
    chosen = parser.parse_args().checks or list(CHECKS)
    # Asked to end, it ends what it started as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if "needs" in chosen:
            needs()
            return 0
        binary = tools.program()
        print(f"verify: {binary}", flush=True)
        with Instance(binary) as instance:
            commands = [each for check in chosen for each in CHECKS[check](instance)]
            failed = [name for name, command in commands if not passes(name, command)]
            if failed:
                print(f"\nThe server said:\n{instance.said()}")
    except tools.Missing as missing:
        print(f"verify: {missing}", file=sys.stderr)
        return 2
    print(f"\n{len(commands) - len(failed)} passed, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
