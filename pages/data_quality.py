"""Data quality: every upload behind the figures, what was dubious in it, and which units lack data."""

from ui import filters, frame, quality

with frame.page("data_quality"):
    quality.uploads()
    quality.units(filters.bar("municipality", "service!", "period", "role"))
