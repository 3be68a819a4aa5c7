"""Cells for spreadsheets: what came from outside must not be run as a formula where somebody opens the file."""

# A cell that begins with one of these may be taken as a formula; the last four are full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where it begins as a formula does: every CSV or workbook writer's rule."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
