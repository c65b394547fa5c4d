"""Finding who stands twice among many people, beside comparing every name with every other."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.measuring import Cost, run_function, run_program, verdict
from stakeholder_graph.duplicates.find import find_duplicates
from stakeholder_graph.duplicates.pairs import Found
from stakeholder_graph.model.records import Records, nodes_of, relationships_of

FIRST = [f"{one}{two}" for one in ("Ad", "Bo", "Co", "Do", "Em", "Fri", "Ger", "Hed", "Ing", "Jo", "Ka", "Lu")
         for two in ("a", "do", "ra", "win", "bert", "lind", "trud", "mar")]  # fmt: skip
PLANTS = ("Mohn", "Korn", "Wiesen", "Linden", "Birken", "Rosen", "Nelken", "Ginster", "Heide", "Distel",
          "Farn", "Moos", "Ulmen", "Erlen", "Buchen", "Eichen", "Ahorn", "Weiden", "Efeu")  # fmt: skip
COLOURS = ("rot", "grün", "blau", "gelb", "grau", "lila", "ocker", "weiß", "braun", "umbra", "türkis", "rosa")
ENDS = ("", "er", "mann", "bach", "feld", "hof", "au", "berg")
AT_ONE_FIRM, STANDS_TWICE = 50, 50  # people of a company; one in so many stands there again
SAMPLE = 4_000  # people of whom all pairs are compared
ALIKE = 88  # of 100, as in evidence.toml
ALL, SLOWEST = 100_000, 15.0


def crowd(people: int, seed: int) -> tuple[Records, set[tuple[str, ...]]]:
    """People with employers, of whom one in fifty stands there again, written otherwise; and these pairs."""
    chance = random.Random(seed)
    rows: list[dict[str, str | None]] = []
    jobs: list[dict[str, str]] = []
    twice: set[tuple[str, ...]] = set()
    firms = [
        {"id": f"c{n}", "name": f"Werk {n:05}", "party": "customer"} for n in range(people // AT_ONE_FIRM + 1)
    ]
    for number in range(people - people // STANDS_TWICE):
        first = chance.choice(FIRST)
        last = chance.choice(PLANTS) + chance.choice(COLOURS) + chance.choice(ENDS)
        firm, mail = f"c{number // AT_ONE_FIRM}", f"{first}.{last}.{number}@werk.example".casefold()
        rows.append({"id": f"p{number}", "name": f"{first} {last}", "email": mail})
        jobs.append({"start": f"p{number}", "end": firm})
        if number % (STANDS_TWICE - 1) == 0:
            name, same_mail = _otherwise(first, last, chance), chance.random() < 0.5
            rows.append({"id": f"q{number}", "name": name, "email": mail if same_mail else None})
            jobs.append({"start": f"q{number}", "end": firm})
            twice.add((f"p{number}", f"q{number}"))
    records = Records(
        {"Company": nodes_of("Company", firms), "Person": nodes_of("Person", rows)},
        {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)},
    )
    return records, twice


def _otherwise(first: str, last: str, chance: random.Random) -> str:
    """The same name as another list has it."""
    place = chance.randrange(1, len(last) - 1)
    return chance.choice(
        [
            f"{first} {last}",
            f"{first[0]}. {last}",
            f"Dr. {first} {last}",
            f"{first} {last.replace('ü', 'ue').replace('ß', 'ss')}",
            f"{first} {last[:place]}{last[place + 1 :]}",
        ]
    )


def measure_duplicates(people: int, seed: int, place: Path) -> None:
    """Look for doubles among all people in a process of its own, and among a sample in both ways."""
    note = place / "duplicates.json"
    whole = run_program([sys.executable, "-m", "benchmarks", "--duplicates-of", str(people), str(seed), note])
    told = json.loads(note.read_text(encoding="utf-8"))
    ours = Cost(told["wall"], told["processor"], whole.memory)
    records, twice = crowd(SAMPLE, seed)
    names = records.node_table("Person")["name"].to_list()
    ids = records.node_table("Person")["id"].to_list()
    found: list[set[tuple[str, ...]]] = []
    theirs = run_function(lambda: found.append(_all_pairs(ids, names)))
    scale = (told["people"] / len(names)) ** 2
    mine = {tuple(sorted((pair.kept.id, pair.other.id))) for pair in find_duplicates(records).pairs}
    all_of_them = theirs.processor * scale
    print(f"duplicates: {told['people']:,} people, {told['compared']:,} pairs seen, {told['listed']:,} told,")
    print(f"    {told['right']:,} of the {told['twice']:,} who stand there twice among them")
    seconds = max(ours.wall, ours.processor)
    print(f"    {ours.wall:.1f} s on the clock, {ours.processor:.1f} s of processors, {ours.memory:.0f} MB")
    if people == ALL:
        print(f"    seconds for {ALL:,}: {verdict(seconds, SLOWEST)}")
    print(f"    all pairs of {len(names):,} names with rapidfuzz: {theirs.processor:.1f} s of processors,")
    print(f"    by the square {all_of_them:,.0f} s for all, {all_of_them / seconds:.0f} times as long")
    for who, pairs in (("ours", mine), ("all pairs", found[0])):
        print(f"    {who}: {len(pairs & twice)} of {len(twice)} doubles, {len(pairs - twice)} others")


def _all_pairs(ids: list[str], names: list[str]) -> set[tuple[str, ...]]:
    """Everybody compared with everybody, as one would without knowing anything else: the pairs alike."""
    plain = [utils.default_process(name) for name in names]
    scores = process.cdist(plain, plain, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, dtype=np.uint8)
    return {tuple(sorted((ids[one], ids[other]))) for one, other in np.argwhere(scores) if one < other}


def only_duplicates(people: int, seed: int, note: Path) -> None:
    """Look for doubles once and note what it cost: a process whose memory is measured."""
    records, twice = crowd(people, seed)
    found: list[Found] = []
    cost = run_function(lambda: found.append(find_duplicates(records)))
    pairs = {tuple(sorted((pair.kept.id, pair.other.id))) for pair in found[0].pairs}
    told = {"people": records.node_table("Person").height, "compared": found[0].compared, "twice": len(twice)}
    counts = {**told, "listed": len(pairs), "right": len(pairs & twice)}
    note.write_text(json.dumps({**counts, "wall": cost.wall, "processor": cost.processor}), encoding="utf-8")
