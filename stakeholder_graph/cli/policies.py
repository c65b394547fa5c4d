"""Commands about the care policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit, emit_json
from stakeholder_graph.cli.words import word
from stakeholder_graph.errors import PolicyError

policy = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The care policy: what this company decides."
)
app.add_typer(
    policy, name="policy", short_help="Write out or show the care policy: what your company decides."
)


def _beside_database() -> Path:
    from stakeholder_graph.graph import POLICY_NAME
    from stakeholder_graph.storage import folder_of

    return folder_of(COMMON.db) / POLICY_NAME


@policy.command("init", epilog=ALSO)
def init(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where; care-policy.toml beside the database if not given."),
    ] = None,
) -> None:
    """Write out the shipped care policy with its comments, to change it."""
    from stakeholder_graph.model.policy import default_policy_text

    target = file or COMMON.file or _beside_database()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as new:
            new.write(default_policy_text())
    except FileExistsError:
        raise PolicyError(str(target), "there is a file already", "edit it, or name another file") from None
    COMMON.note(word("written", file=target))


@policy.command("show", epilog=ALSO)
def show() -> None:
    """Show the care policy in force; with --format json all its values."""
    from stakeholder_graph.model.policy import default_policy_text, load_policy

    beside = _beside_database()
    file = COMMON.policy or (beside if beside.is_file() else None)
    loaded = load_policy(file)
    if COMMON.format == "json":
        emit_json(loaded.as_dict())
        return
    COMMON.note(word("policy_from" if file else "policy_shipped", file=loaded.origin))
    emit(file.read_text(encoding="utf-8-sig") if file else default_policy_text())
