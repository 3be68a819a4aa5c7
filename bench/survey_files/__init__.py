"""Composed files of one large survey, as each tool would have written them."""
