"""Options that several commands have: which account, tier, kind, and groups as one account."""

from __future__ import annotations

from typing import Annotated

import typer

Group = Annotated[
    bool, typer.Option("--group", help="Roll subsidiaries up to the topmost customer of their group.")
]
OnlyAccount = Annotated[
    str | None,
    typer.Option("--account", metavar="ACCOUNT", help="Only this account, by id, name or part of it."),
]
OnlyTier = Annotated[str | None, typer.Option("--tier", metavar="A|B|C", help="Only accounts of this tier.")]
OnlyKinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only this kind of gap, as uncovered-decider; repeatable."),
]
Who = Annotated[str, typer.Argument(metavar="WHO", help="The person, by id, name or part of it.")]
