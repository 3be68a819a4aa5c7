"""Data quality: every upload behind the figures, what was dubious in it, which units lack data, and what is hidden."""

from ui import filters, frame, quality

with frame.page("data_quality"):
    quality.uploads()
    quality.units(filters.bar("municipality", "service!", "period", "role"))
    quality.hiding()
