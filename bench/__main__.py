"""Measure what must be fast or right: ``python -m bench [SUBJECT ...]``; exits 1 when a limit is broken."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from bench.verdicts import table

SUBJECTS = {
    "import": "importing",
    "memory": "memory",
    "rerun": "rerun",
    "pages": "pages",
    "open": "opening",
    "suggestions": "suggestions",
    "comparisons": "comparisons",
    "agreement": "agreement",
    "simulation": "simulation",
    "disclosure": "disclosure",
    "attack": "attacking",
    "adapters": "adapters",
    "comments": "comments.figures",
    "reports": "reports",
    "register": "register",
}
# What takes a quarter of an hour is measured when it is asked for.
LONG = {"adapters"}


def main(arguments: Sequence[str]) -> int:
    """Measure the subjects asked for, print the table, and tell whether every limit was kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure what must be fast.")
    parser.add_argument(
        "subjects", nargs="*", choices=[*SUBJECTS, []], metavar="|".join(SUBJECTS), help="default: all but adapters"
    )
    chosen = parser.parse_args(arguments).subjects or [name for name in SUBJECTS if name not in LONG]
    figures = []
    for subject in chosen:
        print(f"measuring: {subject} ...", file=sys.stderr)
        figures += importlib.import_module(f"bench.{SUBJECTS[subject]}").figures()
    print(table(figures))
    return int(not all(figure.kept for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
