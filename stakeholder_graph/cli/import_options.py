"""The options of `import` and `check`: which files, of which system, and how they are meant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCE...", help="Files (.csv, .xlsx, .ics, mbox, .eml) or folders.")
]
MaybeSources = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE...", help="Files (.csv, .xlsx, .ics, mbox, .eml) or folders."),
]
FromName = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="NAME", help="Read as this source, as salesforce; else recognised by the header."
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE.toml", help="Describes any other table, or adds columns to a known one."),
]
Own = Annotated[
    str | None, typer.Option(metavar="NAME", help="Our own company, where the files do not say which it is.")
]
OwnerCares = Annotated[
    bool, typer.Option("--owner-cares", help="Record owners become carers; else only candidates.")
]

Whose = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|ADDRESS",
        help="Whose list or calendar it is (LinkedIn, address books, .ics): name, mail address or id.",
    ),
]
AnyCompany = Annotated[
    bool,
    typer.Option(
        "--any-company", help="Take connections at companies that we do not know, too; else only counted."
    ),
]
WithSubject = Annotated[
    bool,
    typer.Option(
        "--with-subject",
        help="Keep the subjects of mails and calendars (.ics, Outlook), not only who and when. "
        "Those of meetings in a CRM are kept always.",
    ),
]
