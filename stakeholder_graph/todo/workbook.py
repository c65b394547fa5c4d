"""The workbook in which to fill in what is missing: one sheet for each thing, to be imported again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.form import form_columns
from stakeholder_graph.exchange.output import aside
from stakeholder_graph.exchange.template_workbook import FORMATS, LAST_ROW, value_rule
from stakeholder_graph.exchange.todo import KEY, SHEETS, Sheet
from stakeholder_graph.exchange.workbook_writer import cell_value, check_sheet
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.todo.lists import Missing, Todo, words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FILL = "FFF2CC"  # what is to be filled in
WIDEST = 50


def write_todo(todo: Todo, target: Path, language: str) -> Path:
    """Write what is missing as a workbook, one sheet for each thing, the biggest first.

    Yellow columns are to be filled in; rows that stay empty are left out when it is imported. Raises
    StakeholderGraphError, and writes nothing, for another ending, for a file that is there, or where nothing
    is missing that one could fill in.
    """
    refuse_target(target)
    if not todo.missing:
        raise StakeholderGraphError(
            str(target), "nothing is missing that could be filled in", "nothing to do"
        )
    import openpyxl  # heavy, and only needed for workbooks

    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    for missing in todo.missing:
        check_sheet(missing.key, missing.rows, target)
        _fill(workbook.create_sheet(missing.key), missing, SHEETS[missing.key], language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with aside(target) as part:
        workbook.save(part)
    workbook.close()
    return target


def refuse_target(target: Path) -> None:
    """StakeholderGraphError where no such workbook can be written there."""
    if target.suffix.lower() != ".xlsx":
        raise StakeholderGraphError(
            str(target), "what is missing is written as a workbook", "name a file .xlsx"
        )
    if target.exists():
        raise StakeholderGraphError(str(target), "there is such a file already", "name another, or remove it")


def _fill(sheet: Worksheet, missing: Missing, about: Sheet, language: str) -> None:
    """The header, the rows, the columns to fill in, the hidden ones by which the import knows whom."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    shown = [name for name in missing.rows.columns if name not in about.known]
    header = [KEY, *(_word(name, language) for name in shown), *about.fill, *about.known]
    sheet.append(header)
    for row in missing.rows.iter_rows(named=True):
        filled = [None] * len(about.fill)
        cells = [missing.key, *(_shown(name, row[name], language) for name in shown), *filled]
        sheet.append([cell_value(value) for value in [*cells, *(row[name] for name in about.known)]])
    sheet.freeze_panes = "B2"
    forms = {column.name: column for column in form_columns(language, ontology())[about.table]}
    for place, name in enumerate(header, start=1):
        letter = get_column_letter(place)
        column = sheet.column_dimensions[letter]
        sheet.cell(1, place).font = Font(bold=True)
        longest = max(len(str(cell.value or "")) for cell in sheet[letter][:200])
        column.width = min(max(longest + 2, 12), WIDEST)
        if name == KEY or place > len(header) - len(about.known):
            column.hidden = True
        elif place > 1 + len(shown):
            form = forms.get(about.called.get(name, name))
            note = [missing.text(language), *(filter(None, (form.explanation, form.values)) if form else ())]
            sheet.cell(1, place).comment = Comment(
                "\n".join(note), "stakeholder-graph", width=360, height=140
            )
            for cell in sheet[letter]:
                cell.fill = PatternFill("solid", fgColor=FILL)
            if form and form.kind in FORMATS:
                column.number_format = FORMATS[form.kind]
            rule = value_rule(form) if form else None
            if rule is not None:
                rule.add(f"{letter}2:{letter}{LAST_ROW}")
                sheet.add_data_validation(rule)


def _word(name: str, language: str) -> str:
    return str(words()["columns"][name][language])


def _shown(name: str, value: object, language: str) -> object:
    return (
        ontology().value_word("role", value, language)
        if name == "role_word" and isinstance(value, str)
        else value
    )
