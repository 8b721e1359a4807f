"""The page of the score."""

from datetime import date
from pathlib import Path

from case import Case
from judge import RIGHT, RULE

UNREAD = "–"


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *rows]]


def counts(tool, files: list[Case]) -> tuple[int, int]:
    """Columns that a tool reads right, and columns of the files of its kinds."""
    said = [word for case in files for word in tool.verdicts[case.file] if word != UNREAD]
    return sum(word == RIGHT for word in said), len(said)


def spaced(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def share(tool, case: Case) -> str:
    right, asked = counts(tool, [case])
    if asked == 0:
        return UNREAD
    if tool.verdicts[case.file] == ["refused"] * asked:
        return "refused"
    return f"**{right}/{asked}**" if right == asked else f"{right}/{asked}"


def summary(tools: list, files: list[Case], rows: int) -> list[str]:
    total = sum(len(case.columns) for case in files)
    lines = []
    for tool in tools:
        right, asked = counts(tool, files)
        whole = sum(share(tool, case).startswith("**") for case in files)
        tried = sum(share(tool, case) != UNREAD for case in files)
        speed = spaced(tool.rows_per_cpu_second) if tool.rows_per_cpu_second else UNREAD
        lines.append([tool.name, tool.version, f"{right} of {asked}", f"{100 * right / asked:.0f} %",
                      f"{100 * right / total:.0f} %", f"{whole} of {tried}", speed])
    heads = ["tool", "version", "columns right, of the kinds that it reads", "", f"of all {total}", "files wholly right",
             f"rows per CPU second, {spaced(rows)}"]
    return table(heads if rows else heads[:-1], [line if rows else line[:-1] for line in lines])


def failures(tool, files: list[Case]) -> list[str]:
    wrong = [f"- `{case.file}`, {column.title}: {word}" for case in files
             for column, word in zip(case.columns, tool.verdicts[case.file]) if word != RIGHT]
    return wrong or ["Nowhere on these files."]


def detail(tools: list, case: Case) -> list[str]:
    rows = [[column.title, column.kind, *("✓" if tool.verdicts[case.file][place] == RIGHT else tool.verdicts[case.file][place] for tool in tools)]
            for place, column in enumerate(case.columns)]
    return [f"### {case.file}", "", case.about[0].upper() + case.about[1:] + ".", "", *table(["column", "kind", *(tool.name for tool in tools)], rows), ""]


def write_report(path: Path, tools: list, files: list[Case], rows: int, build: str) -> None:
    names = [tool.name for tool in tools]
    total = sum(len(case.columns) for case in files)
    lines = [
        "# Reading score",
        "",
        f"How Fanal and other tools read {len(files)} ordinary files of a French town hall, {total} columns. The files are invented; "
        "they hold what real ones hold and no reader likes: `bench/reading/make.py` makes them, "
        "`bench/reading/files/` keeps them with what they say (`truth.json`).",
        "",
        f"Made by `make reading-score` on {date.today().isoformat()}, Fanal {build}. Do not edit: run it again.",
        "",
        *summary(tools, files, rows),
        "",
        "Speed counts the processor time of reading and typing one file of "
        f"{spaced(rows)} rows and 14 columns, the start of the tool included." if rows else "",
        "",
        "## The rule",
        "",
        RULE,
        "",
        "How each is used:",
        "",
        *(f"- {tool.name}: {tool.how}." for tool in tools),
        "",
        "## By file",
        "",
        *table(["file", "what is unusual", *names], [[f"`{case.file}`", case.about, *(share(tool, case) for tool in tools)] for case in files]),
        "",
        f"“{UNREAD}”: a kind of file that the tool does not read.",
        "",
        "## Where Fanal fails",
        "",
        *failures(tools[0], files),
        "",
        "## By column",
        "",
        "✓: right. Else what is wrong first: the kind that was read instead, other values than those written, values lost or too many, or the name.",
        "",
        *(line for case in files for line in detail(tools, case)),
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
