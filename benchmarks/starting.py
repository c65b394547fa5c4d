"""How quickly the program answers: its help, and the gaps of one account of the example."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measuring import in_turn, middle, ratio, run_program, told, verdict

EMPTY = Path(__file__).with_name("empty_program.py")
SLOWEST_HELP = 1.6
SLOWEST_GAPS = 0.4
ACCOUNT = "Karmesin Chemie AG"


def program() -> Path:
    """The installed program of this very environment."""
    return Path(sys.executable).with_name("stakeholder-graph")


def measure_help(rounds: int) -> None:
    """`--help` beside a Typer program with one command that does nothing, as it comes and with plain help."""
    empty: list[str | Path] = [sys.executable, EMPTY, "--help"]
    costs = in_turn(
        {
            "stakeholder-graph --help": lambda: run_program([program(), "--help"]),
            "an empty Typer program --help": lambda: run_program(empty),
            "the same with plain help": lambda: run_program(["env", "PLAIN=1", *empty]),
        },
        rounds,
    )
    ours, usual, plain = costs.values()
    wall, processor = ratio(ours, usual)
    print(f"help: {wall:.2f} times an empty Typer program by clock, {processor:.2f} by processor")
    print("    {:.2f} and {:.2f} times one with plain help".format(*ratio(ours, plain)))
    print(f"    {verdict(max(wall, processor), SLOWEST_HELP)}")
    for name, several in costs.items():
        print(told(name, several))


def measure_account(folder: Path, rounds: int) -> None:
    """`gaps --account` on the example network as a whole process, beside what it cannot do without."""
    run_program([program(), "--quiet", "demo", folder / "demo"])
    command: list[str | Path] = [
        program(),
        "--db",
        folder / "demo" / "stakeholders.db",
        "gaps",
        "--account",
        ACCOUNT,
    ]
    costs = in_turn(
        {
            "gaps --account": lambda: run_program(command),
            "an empty Typer program that also imports polars": lambda: run_program(
                [sys.executable, "-c", _BARE]
            ),
        },
        rounds,
    )
    ours, bare = costs.values()
    print(f"account: the gaps of one account in {middle(ours).wall:.3f} s, the whole process")
    print(f"    {verdict(middle(ours).wall, SLOWEST_GAPS)}")
    wall, processor = ratio(ours, bare)
    print(f"    {wall:.2f} times what Typer and polars take to load by clock, {processor:.2f} by processor")
    for name, several in costs.items():
        print(told(name, several))


_BARE = f"""
import runpy, sys
import polars
sys.argv = ["empty"]
runpy.run_path({str(EMPTY)!r}, run_name="__main__")
"""
