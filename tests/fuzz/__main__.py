"""Import thousands of damaged files: python -m tests.fuzz [how many] [the first number]."""

from __future__ import annotations

import sys
import time

from tests.fuzz.originals import originals
from tests.fuzz.running import run

STEP = 250
MEMORY = 1_500_000  # kilobytes


def _peak() -> int:
    """The most memory that this process ever had, in kilobytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def main(how_many: int, first: int) -> int:
    """Say how the files ended; 1 when something went wrong with one."""
    all_of, counts, wrong = originals(), dict[str, int](), list[str]()
    start = time.monotonic()
    for number in range(first, first + how_many, STEP):
        ended, more = run(range(number, min(number + STEP, first + how_many)), all_of)
        counts = {name: counts.get(name, 0) + ended.get(name, 0) for name in {*counts, *ended}}
        wrong += more
        for line in more:
            print(line[:600], flush=True)
        told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
        print(f"{sum(counts.values())} files: {told}; {_peak() // 1024} MB", flush=True)
    if _peak() > MEMORY:
        wrong.append(f"too much memory: {_peak()} kB")
        print(wrong[-1])
    seconds = time.monotonic() - start
    print(f"{how_many} damaged files of {len(all_of)} shapes in {seconds:.0f} s: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 10_000, numbers[1] if len(numbers) > 1 else 0))
