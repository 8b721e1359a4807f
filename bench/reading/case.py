"""One file of the corpus."""

import json
from dataclasses import dataclass
from pathlib import Path

from column import Column

HERE = Path(__file__).resolve().parent
FILES = HERE / "files"
TRUTH = HERE / "truth.json"


@dataclass
class Case:
    """A file, what is unusual about it, and what it says.

    `kind` is what its name announces. The first `block` rows of a file that is `times` > 1 stand that
    many times in the file that is read, the others once behind them: it is kept short here.
    """

    file: str
    kind: str
    about: str
    columns: list[Column]
    block: int = 0
    times: int = 1

    def truth(self) -> dict:
        columns = [{"title": c.title, "kind": c.kind, "values": c.values} for c in self.columns]
        return {"file": self.file, "kind": self.kind, "about": self.about, "block": self.block,
                "times": self.times, "columns": columns}

    def whole(self, values: list) -> list:
        """The values of all rows of the file that is read."""
        return values[:self.block] * self.times + values[self.block:]

    def write_whole(self, folder: Path) -> Path:
        """The file that is read: a text with one line a row and one of titles when it is kept short."""
        path, content = folder / self.file, (FILES / self.file).read_bytes()
        if self.times > 1:
            head, *rows = content.splitlines(keepends=True)
            content = b"".join([head, *self.whole(rows)])
        path.write_bytes(content)
        return path


def write_truth(cases: list[Case]) -> None:
    """One line a column, so that a change shows."""
    lines = []
    for case in cases:
        truth = case.truth()
        columns = ",\n  ".join(json.dumps(column, ensure_ascii=False) for column in truth.pop("columns"))
        head = json.dumps(truth, ensure_ascii=False)[1:-1]
        lines.append(f'{{{head}, "columns": [\n  {columns}]}}')
    TRUTH.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def cases() -> list[Case]:
    """All files, from the truth that is kept beside them."""
    made = []
    for truth in json.loads(TRUTH.read_text(encoding="utf-8")):
        columns = [Column(**column) for column in truth.pop("columns")]
        made.append(Case(columns=columns, **truth))
    return made
