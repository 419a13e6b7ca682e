"""All benchmarks in order, or those named: ``python -m benchmarks [name…]``."""

import argparse
import importlib
import sys
from pathlib import Path

ORDER = (
    "word_import",
    "comparison",
    "papers",
    "redlines",
    "dossiers",
    "opinion_table",
    "pages",
    "plans",
    "desk",
    "minute_taking",
    "ballot_entry",
    "search",
    "counting",
    "closing",
    "minutes",
    "news",
    "load",
    "check_in",
    "hall",
    "hall_day",
    "backup",
    "crash",
    "day_crash",
)


def main() -> None:
    here = {path.stem for path in Path(__file__).parent.glob("*.py")}
    names = [name for name in ORDER if name in here]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"among {', '.join(names)}")
    chosen = parser.parse_args().names or names
    unknown = [name for name in chosen if name not in names]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    sys.argv[1:] = []  # each benchmark reads its own options
    for name in chosen:
        print(f"\n=== {name} ===", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
