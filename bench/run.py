#!/usr/bin/env python3
"""Measures Fanal beside DuckDB (the floor, in process) and Datasette (the peer over HTTP).

    bench/run.py                   1 000 000 rows, as `make bench` does
    bench/run.py --rows 10000000   more; Datasette is left out above 2 000 000
    bench/run.py --without-many    less: not the start with 1 000 datasets, which takes minutes to make
    bench/run.py --smoke           20 000 rows: that everything answers, and answers right

All are given the same file in one run and take turns, as the machine is shared with others: read
the ratios, not the times. The table goes to standard output and to `bench/results/`. The answers
are checked (number of rows, whole export); wrong ones end the run with status 1, slow ones do not.
Standard library only; the peers are installed in a cache folder outside the repository.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import dataset
import environment
from measures import Measures
from peer_datasette import Datasette
from peer_duckdb import Duckdb
from peer_fanal import Fanal
from report import write_report

# Above this Datasette's import takes longer than all the rest.
DATASETTE_ROWS = 2_000_000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of queries, all peers in each")
    parser.add_argument("--imports", type=int, default=2, help="rounds of imports")
    parser.add_argument("--binary", type=Path, help="Fanal, when not the release build")
    parser.add_argument("--without-peers", action="store_true", help="Fanal alone")
    parser.add_argument("--without-many", action="store_true", help="no start with 1 000 datasets")
    parser.add_argument("--smoke", action="store_true", help="20 000 rows, one round")
    chosen = parser.parse_args()
    if chosen.smoke:
        chosen.rows, chosen.rounds, chosen.imports, chosen.without_many = 20_000, 1, 1, True
    return chosen


def peers_for(chosen: argparse.Namespace, binary: Path, work: Path) -> list:
    """Fanal first, then those that can be had."""
    fanal = Fanal(binary, work / "fanal")
    if chosen.without_peers:
        return [fanal]
    python = environment.peers_python(install=not chosen.smoke)
    if python is None:
        print("bench: the peers are not installed (run `make bench` once): Fanal alone", file=sys.stderr)
        return [fanal]
    peers = [fanal, Duckdb(python, work / "duckdb")]
    if chosen.rows <= DATASETTE_ROWS:
        peers.append(Datasette(python, work / "datasette"))
    return peers


def main() -> int:
    chosen = arguments()
    binary = environment.fanal_binary(chosen.binary)
    if binary is None:
        print("bench: no Fanal to measure; build it: cargo build --release", file=sys.stderr)
        return 2
    source = dataset.ensure(chosen.rows, chosen.seed)
    work = Path(tempfile.mkdtemp(prefix="fanal-bench-", dir=environment.cache_folder()))
    peers, faults = [], []
    try:
        peers = peers_for(chosen, binary, work)
        measures = Measures([peer.name for peer in peers])
        for turn in range(chosen.imports):
            for peer in peers:
                print(f"bench: {peer.name}, import {turn + 1}", file=sys.stderr)
                measures.add_import(peer.name, peer.load(source))
        for peer in peers:
            measures.add("idle memory", peer.name, peer.start())
        faults += [fault for peer in peers for fault in peer.check(source)]
        for turn in range(chosen.rounds):
            print(f"bench: queries, round {turn + 1}", file=sys.stderr)
            for peer in peers:
                measures.add_pages(peer.name, peer.first_pages(40 if chosen.smoke else 200))
                measures.add("filter and sort", peer.name, peer.filter_and_sort(source, times=10))
            for peer in peers:
                measures.add_export(peer.name, source.rows, peer.export(source))
        if not chosen.smoke:
            print("bench: Fanal, a tenth of the rows", file=sys.stderr)
            tenth = dataset.ensure(chosen.rows // 10, chosen.seed)
            measures.add_tenth("Fanal", *peers[0].memory_for(tenth))
        if not chosen.without_many:
            print("bench: Fanal, 1 000 datasets", file=sys.stderr)
            measures.add("start with 1 000 datasets", peers[0].name, peers[0].start_with_many(1000))
        print(write_report(measures, source, faults, environment.describe(binary, peers)))
    finally:
        for peer in peers:
            peer.stop()
        shutil.rmtree(work, ignore_errors=True)
    for fault in faults:
        print(f"bench: WRONG: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
