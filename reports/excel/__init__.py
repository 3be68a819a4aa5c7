"""A report as a workbook: a cover, a sheet a table, notes."""
