"""The empty import form as an Excel workbook: help beside each column, allowed values to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_graph.exchange.form import TEXTS, Column, form_columns, help_rows, relationship_rows
from stakeholder_graph.model.ontology import Ontology

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 1_048_576
LONGEST_LIST = 255  # characters of a list within a rule of Excel
FORMATS = {"date": "yyyy-mm-dd", "text": "@", "texts": "@"}
"""Text stays text: Excel would make numbers and days of ids and phone numbers."""
WIDTHS = (16, 22, 26, 60, 80)


def write_form(path: Path, language: str, model: Ontology) -> None:
    """Write the form: one sheet a kind with its header, and a sheet that explains all columns."""
    import openpyxl  # heavy, and only needed for workbooks

    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    forms = form_columns(language, model)
    sheets = {file: workbook.create_sheet(file) for file in forms}
    lists = _add_help(workbook, language, model)
    for file, columns in forms.items():
        _fill(sheets[file], columns, lists)
    workbook.save(path)
    workbook.close()


def _add_help(workbook: Workbook, language: str, model: Ontology) -> str:
    """Add the help; return the place of the list of relationships, too long to stand within a rule."""
    from openpyxl.styles import Alignment, Font

    words = TEXTS[language]
    relationship = model.columns["relationship"].word(language)
    sheet = workbook.create_sheet(words["help"])
    rows: list[tuple[str, ...]] = [*help_rows(language, model), (), (relationship, words["reads"])]
    ties = relationship_rows(language, model)
    for number, row in enumerate([*rows, *ties], start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place, text)
            cell.alignment = Alignment(wrap_text=number <= len(rows) and place > 2, vertical="top")
            cell.font = Font(bold=number in (1, len(rows)))
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    return f"'{words['help']}'!$A${len(rows) + 1}:$A${len(rows) + len(ties)}"


def _fill(sheet: Worksheet, columns: list[Column], relationships: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        cell = sheet.cell(1, place, column.name)
        cell.font = Font(bold=True, underline="single" if column.required else None)
        said = "\n".join(filter(None, (column.meaning, column.explanation, column.values)))
        cell.comment = Comment(said, "stakeholder-graph", width=360, height=120)
        sheet.column_dimensions[letter].width = max(len(column.name) + 3, 12)
        if column.kind in FORMATS:
            sheet.column_dimensions[letter].number_format = FORMATS[column.kind]
        rule = value_rule(column, relationships)
        if rule is not None:
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def value_rule(column: Column, relationships: str = "") -> DataValidation | None:
    """Return the rule that offers or checks a column's values; `relationships` is where these are listed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.name == "relationship":
        return DataValidation(type="list", formula1=relationships, showErrorMessage=True)
    if column.allowed:
        values = ",".join(column.allowed)
        if len(values) > LONGEST_LIST:
            return None
        # several values in one cell are none of the list, so it only offers them
        return DataValidation(type="list", formula1=f'"{values}"', showErrorMessage=not column.several)
    if column.kind == "integer" and column.minimum is not None and column.maximum is not None:
        low, high = f"{column.minimum:g}", f"{column.maximum:g}"
        return DataValidation(
            type="whole", operator="between", formula1=low, formula2=high, showErrorMessage=True
        )
    return None
