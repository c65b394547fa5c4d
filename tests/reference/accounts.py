"""Who is ours, the accounts, their people and tiers, and everybody's level (definitions 2 to 5)."""

from collections import Counter, defaultdict

import networkx as nx

from .day import Day, Link, Record, links, nodes, once


@once
def own_companies(day: Day) -> set[str]:
    return {company for company, record in nodes(day, "Company").items() if record.get("party") == "own"}


@once
def own_people(day: Day) -> set[str]:
    """Definition 2: whoever has a valid job with us, whatever else they do."""
    return {job.start for job in links(day, "WORKS_FOR") if job.end in own_companies(day)}


@once
def external_people(day: Day) -> set[str]:
    """Everybody else who is valid today; a leaver of ours too."""
    return nodes(day, "Person").keys() - own_people(day)


def is_account(record: Record) -> bool:
    """Definition 3: customers, prospects, and whoever else was given a tier, but never we ourselves."""
    party = record.get("party")
    return party in ("customer", "prospect") or (party != "own" and bool(record.get("tier")))


@once
def account_of(day: Day) -> dict[str, str]:
    """Company or organisation -> the account that it belongs to.

    Without roll-up an account is itself alone. With roll-up it is the topmost account above (the one with
    the fewest accounts above it; of several the smallest id), and companies that are no account themselves
    belong to it as well.
    """
    organisations = nodes(day, "Company") | nodes(day, "Organisation")
    accounts = {name for name, record in organisations.items() if is_account(record)}
    if not day.group:
        return {account: account for account in accounts}
    tree: nx.DiGraph[object] = nx.DiGraph()
    tree.add_edges_from([(part.start, part.end) for part in links(day, "PART_OF")])
    tree.add_nodes_from(organisations)
    above: dict[str, set[str]] = {name: accounts & nx.descendants(tree, name) for name in organisations}
    return {
        name: min(above[name] | ({name} & accounts), key=lambda account: (len(above[account]), account))
        for name in organisations.keys() - own_companies(day)
        if above[name] or name in accounts
    }


@once
def accounts(day: Day) -> set[str]:
    return set(account_of(day).values())


@once
def people(day: Day) -> dict[str, set[str]]:
    """Account -> the external people with a valid job there."""
    found: dict[str, set[str]] = defaultdict(set)
    for job in links(day, "WORKS_FOR"):
        if job.end in account_of(day) and job.start in external_people(day):
            found[account_of(day)[job.end]].add(job.start)
    return found


@once
def earnings(day: Day) -> dict[str, float]:
    """Account -> earnings value, of the customers and prospects that have one, in one currency."""
    rates = day.policy["tiers"].get("rate", {})
    values: dict[str, float] = defaultdict(float)
    currencies = set()
    for member, account in account_of(day).items():
        record = day.graph.nodes[member]
        takes_part = day.graph.nodes[account].get("party") in ("customer", "prospect")
        if takes_part and record.get("earnings_value") is not None:
            currency = record.get("currency")
            currencies |= {currency} - {None}
            values[account] += record["earnings_value"] * rates.get(currency, 1)
    if len(currencies) > 1 and not currencies <= rates.keys():
        raise ValueError(f"several currencies and no rate for {sorted(currencies - rates.keys())}")
    return values


@once
def value_of_the_larger(day: Day) -> dict[float, float]:
    """Earnings value -> the sum of all values above it; losses and zeros do not count."""
    count = Counter(value for value in earnings(day).values() if value > 0)
    larger, so_far = {}, 0.0
    for value in sorted(count, reverse=True):
        larger[value] = so_far
        so_far += value * count[value]
    return larger


@once
def tier(day: Day, account: str | None) -> str:
    """Definition 4: the given tier, else the policy's rule; "none" for a need without an account."""
    if account is None:
        return "none"
    record, rule = day.graph.nodes[account], day.policy["tiers"]
    value = earnings(day).get(account)
    if record.get("tier"):
        return str(record["tier"])
    if record.get("party") == "prospect" or value is None or value <= 0:
        return "C"
    if rule["rule"] == "threshold":
        return "A" if value >= rule["A"] else "B" if value >= rule["B"] else "C"
    larger = value_of_the_larger(day)[value]
    total = sum(value for value in earnings(day).values() if value > 0)
    return "A" if larger < rule["A"] * total else "B" if larger < rule["B"] * total else "C"


@once
def jobs(day: Day) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for job in links(day, "WORKS_FOR"):
        found[job.start].append(job)
    return found


def most_senior(some_jobs: list[Link]) -> int | None:
    return min((job.record["level"] for job in some_jobs if job.record.get("level")), default=None)


def level(day: Day, account: str | None, person: str) -> int | None:
    """Definition 5: of the jobs at that account; of someone not employed there, of all jobs."""
    all_jobs = jobs(day).get(person, [])
    here = [job for job in all_jobs if account and account_of(day).get(job.end) == account]
    return most_senior(here or all_jobs)


def own_level(day: Day, person: str) -> int | None:
    """Definition 5: of ours, of the jobs with us."""
    return most_senior([job for job in jobs(day)[person] if job.end in own_companies(day)])
