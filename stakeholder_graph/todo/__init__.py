"""What is missing for which check, and the workbook in which to fill it in."""
