"""The empty import form as files: a workbook, or a folder of CSV files."""

from __future__ import annotations

import csv
from pathlib import Path

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.form import TEXTS, form_columns, help_rows, relationship_rows
from stakeholder_graph.exchange.output import aside, folder_aside
from stakeholder_graph.model.ontology import Ontology, ontology


def template(target: Path, language: str = "en", model: Ontology | None = None) -> list[Path]:
    """Write the empty import form: a workbook with a sheet a kind, or a folder of CSV files.

    Columns come from the ontology; what they mean stands in the sheet Help, or in README.txt. Returns the
    files written. Raises StakeholderGraphError, and writes nothing, where something is there already.
    """
    model = model or ontology()
    ending = target.suffix.lower()
    if target.is_dir() or not ending[1:].isalpha():
        return _folder(target, language, model)
    if ending != ".xlsx":
        what = f"there is no template of the kind {ending}"
        raise StakeholderGraphError(str(target), what, "name a folder, or a file .xlsx")
    if target.exists():
        raise StakeholderGraphError(str(target), "there is such a file already", "name another, or remove it")
    from stakeholder_graph.exchange.template_workbook import write_form

    with aside(target) as part:
        write_form(part, language, model)
    return [target]


def _folder(target: Path, language: str, model: Ontology) -> list[Path]:
    forms = form_columns(language, model)
    readme = TEXTS[language]["readme"]
    with folder_aside(target, lambda _: False) as folder:
        for file, columns in forms.items():
            with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as table:
                csv.writer(table, lineterminator="\n").writerow(column.name for column in columns)
        (folder / readme).write_text(_readme(language, model), encoding="utf-8", newline="\n")
    return [target / name for name in (*(f"{file}.csv" for file in forms), readme)]


def _readme(language: str, model: Ontology) -> str:
    words = TEXTS[language]
    lines = [words["intro"]]
    file = ""
    for table, column, meaning, explanation, values in help_rows(language, model)[1:]:
        if table != file:
            file = table
            lines += ["", f"{file}.csv"]
        said = f"  {column}: {meaning}" + (f" - {explanation}" if explanation else "")
        lines.append(said + (f" [{values}]" if values else ""))
    lines += ["", model.columns["relationship"].word(language)]
    lines += [f"  {name}: {reads}" for name, reads in relationship_rows(language, model)]
    return "\n".join(lines) + "\n"
