"""Runs in the peers' Python: takes one JSON act a line, answers one JSON value a line."""

import json
import sys
import time
from pathlib import Path

import duckdb


def timed(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def main(folder: Path) -> None:
    database, parquet = folder / "evenements.duckdb", folder / "evenements.parquet"
    connection = duckdb.connect()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = None
        match asked["act"]:
            case "ready":
                answer = True
            case "import":
                parquet.unlink(missing_ok=True)
                # Whole-file typing, as Fanal does: the default looks at the first rows only.
                sql = (f"copy (select * from read_csv({quoted(asked['path'])}, sample_size=-1)) "
                       f"to {quoted(parquet)} (format parquet, compression zstd)")
                answer = timed(lambda: connection.execute(sql))
            case "table":
                database.unlink(missing_ok=True)
                with duckdb.connect(str(database)) as file:
                    file.execute(f"create table evenements as select * from {quoted(parquet)}")
            case "open":
                connection = duckdb.connect(str(database), read_only=True)
            case "count":
                answer = connection.execute("select count(*) from evenements").fetchone()[0]
            case "query":
                def query():
                    connection.execute(asked["sql"], asked["values"]).fetchall()
                for _ in range(2):
                    query()
                answer = [timed(query) for _ in range(asked["times"])]
            case "export":
                sql = f"copy evenements to {quoted(folder / 'export.csv')} (format csv, header)"
                answer = timed(lambda: connection.execute(sql))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
