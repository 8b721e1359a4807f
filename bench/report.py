"""The table."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Callable

from dataset import Source
from measures import Measures

RESULTS = Path(__file__).resolve().parent / "results"


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.0f} MB"


def times(value: float) -> str:
    return f"{value:.2f} ×"


def rows_per_second(value: float) -> str:
    return f"{value / 1000:.0f} k rows/s"


@dataclass(frozen=True)
class Line:
    """A row of the table: what was done, how it is written, and what is to be reached."""

    act: str
    write: Callable[[float], str]
    bar: str
    # Whether Fanal's value reaches the bar, given those of DuckDB and Datasette (may be missing).
    reached: Callable[[float, float | None, float | None], bool | None]


def at_most(factor: float, other: float | None, value: float) -> bool | None:
    return None if other is None else value <= factor * other


LINES = [
    Line("import", seconds, "≤ 2 × DuckDB", lambda f, d, s: at_most(2, d, f)),
    Line("import memory", megabytes, "≤ 500 MB", lambda f, d, s: f <= 500e6),
    Line("import memory, against a tenth of the rows", times, "≤ 1.5 ×", lambda f, d, s: f <= 1.5),
    Line("first page p50", seconds, "≤ 5 ms", lambda f, d, s: f <= 0.005),
    Line("first page p95", seconds, "–", lambda f, d, s: None),
    Line("filter and sort", seconds, "≤ DuckDB, ≤ ½ Datasette", lambda f, d, s: None if d is None or s is None else f <= d and f <= s / 2),
    Line("export", seconds, "–", lambda f, d, s: None),
    Line("export speed", rows_per_second, "≥ 0.8 × DuckDB", lambda f, d, s: None if d is None else f >= 0.8 * d),
    Line("export memory", megabytes, "≤ 200 MB", lambda f, d, s: f <= 200e6),
    Line("export memory, against a tenth of the rows", times, "≤ 1.5 ×", lambda f, d, s: f <= 1.5),
    Line("idle memory", megabytes, "≤ 150 MB", lambda f, d, s: f <= 150e6),
    Line("start with 1 000 datasets", seconds, "≤ 1 s", lambda f, d, s: f <= 1),
]


def table(measures: Measures) -> list[str]:
    """The Markdown table, a line an act that was measured."""
    others = [peer for peer in measures.peers if peer != "Fanal"]
    heads = ["act", "Fanal", *others, *(f"Fanal / {peer}" for peer in others), "to reach", ""]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for line in LINES:
        ours = measures.middle(line.act, "Fanal")
        if ours is None:
            continue
        theirs = {peer: measures.middle(line.act, peer) for peer in others}
        reached = line.reached(ours, theirs.get("DuckDB"), theirs.get("Datasette"))
        cells = [line.act, line.write(ours)]
        cells += ["–" if value is None else line.write(value) for value in theirs.values()]
        cells += [f"{ours / value:.2f}" if value else "–" for value in theirs.values()]
        cells += [line.bar, {True: "reached", False: "**missed**", None: ""}[reached]]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def write_report(measures: Measures, source: Source, faults: list[str], where: str) -> str:
    """Writes the table into the folder of results; returns its text."""
    now = datetime.now()
    text = "\n".join([
        f"# Bench, {now:%Y-%m-%d %H:%M}",
        "",
        f"{source.rows} rows × {source.columns} columns, {source.size_bytes / 1e6:.0f} MB "
        f"(`{source.path.name}`). {where}. Medians; read the ratios, not the times. "
        "Memory is that of the whole process tree, read every 20 ms. "
        + ("DuckDB runs in process without HTTP, rights or JSON; its import writes Parquet, its "
           "queries read its own file." if "DuckDB" in measures.peers else ""),
        "",
        *table(measures),
        "",
        *(f"- **Wrong answer**: {fault}" for fault in faults),
        "",
    ])
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{now:%Y-%m-%d-%H%M}-{source.rows}.md").write_text(text, encoding="utf-8")
    return text
