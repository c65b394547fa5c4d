"""The smallest program that Typer makes: what any command line built on it costs at the least.

`PLAIN` in the environment keeps its help plain, as ours is; else Typer loads Rich for it.
"""

import os

import typer

app = typer.Typer(rich_markup_mode=None) if "PLAIN" in os.environ else typer.Typer()


@app.command()
def nothing() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
