#!/usr/bin/env python3
"""Makes the files of the reading score and what they say.

    bench/reading/make.py     writes files/ and truth.json beside it; wants XlsxWriter

Both are kept in the repository, as the project's own tests read them; the same files are made each
time. Everything in them is invented but the codes of some communes.
"""

import sys

sys.dont_write_bytecode = True

import grants  # noqa: E402
import places  # noqa: E402
import texts  # noqa: E402
import workbooks  # noqa: E402
from case import FILES, write_truth  # noqa: E402

if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    made = [case for source in (grants, texts, workbooks, places) for case in source.make()]
    write_truth(made)
    print(f"{len(made)} files, {sum(len(case.columns) for case in made)} columns in {FILES}")
