"""Programs and functions run in turn, several rounds, so that both meet the same moments of the machine."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ONE_PROGRAM = Path(__file__).with_name("one_program.py")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of the processors' time, and the most memory at once in MB."""

    wall: float
    processor: float
    memory: float = 0.0


class ProgramFailed(Exception):
    """A measured program did not do what it should: its figure would mean nothing."""


def environment() -> dict[str, str]:
    """The environment of a measured program: as here, but byte code may be kept, as installed programs do."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_program(command: Sequence[str | Path]) -> Cost:
    """Run a program to its end and return what it cost; ProgramFailed when it says no."""
    words = [str(part) for part in command]
    done = subprocess.run(
        [sys.executable, ONE_PROGRAM, *words],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment(),
        check=True,
    )
    told = json.loads(done.stdout)
    if told["exit_code"]:
        raise ProgramFailed(f"{' '.join(words)}: exit code {told['exit_code']}\n{told['said']}")
    return Cost(told["wall"], told["processor"], told["memory"])


def run_function(function: Callable[[], object]) -> Cost:
    """Call a function and return what it cost."""
    begun, used = time.perf_counter(), time.process_time()
    function()
    return Cost(time.perf_counter() - begun, time.process_time() - used)


def in_turn(contenders: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Run all contenders one after the other, as often as there are rounds.

    Each runs once before, unmeasured: so all find their byte code and their files where they will find them.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()
    for _ in range(rounds):
        for name, run in contenders.items():
            costs[name].append(run())
    return costs


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; of memory the most."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


def best(costs: Sequence[Cost]) -> Cost:
    """The least of each figure, for what takes too long to be run often; of memory the most."""
    return Cost(
        min(cost.wall for cost in costs),
        min(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> tuple[float, float]:
    """How many times as long ours takes: the median over the rounds, by clock and by processor."""
    pairs = list(zip(ours, theirs, strict=True))
    return (
        statistics.median(mine.wall / other.wall for mine, other in pairs),
        statistics.median(mine.processor / other.processor for mine, other in pairs),
    )


def told(name: str, costs: Sequence[Cost], of: Callable[[Sequence[Cost]], Cost] = middle) -> str:
    """One line about a contender."""
    cost = of(costs)
    memory = f", {cost.memory:.0f} MB at most" if cost.memory else ""
    return f"    {name}: {cost.wall:.3f} s on the clock, {cost.processor:.3f} s of processors{memory}"


def verdict(figure: float, limit: float, *, at_least: bool = False) -> str:
    """Whether a figure keeps what was promised, in words.

    Of clock and processor the callers give the one that is worse for us: on a busy machine the clock favours
    whoever happens to run in a quiet moment.
    """
    kept = figure >= limit if at_least else figure <= limit
    return f"{'at least' if at_least else 'at most'} {limit:g} promised: {'met' if kept else 'NOT MET'}"
