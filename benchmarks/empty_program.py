"""The smallest program that Typer makes: what any command line built on it costs at the least."""

import typer

app = typer.Typer()


@app.command()
def nothing() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
