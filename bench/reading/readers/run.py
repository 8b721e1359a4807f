#!/usr/bin/env python3
"""Reads one file with one tool, in a process of its own; prints JSON.

    run.py about MODULE              name, version, kinds of files and how it is used
    run.py read MODULE FILE KIND     its columns: name, values as [kind, content] or null
    run.py measure MODULE FILE       nothing: the caller takes the time
"""

import importlib
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from cells import plain  # noqa: E402


def main(act: str, module: str, *arguments: str) -> None:
    tool = importlib.import_module(module)
    if act == "about":
        answer = {"name": tool.NAME, "version": tool.VERSION, "reads": sorted(tool.READS), "how": tool.HOW}
    elif act == "read":
        path, kind = arguments
        answer = [[name, [plain(value) for value in values]] for name, values in tool.read(Path(path), kind)]
    else:
        answer = tool.measure(Path(arguments[0]))
    # Behind a line of its own: some libraries print.
    print("\n" + json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
