"""The report for a meeting, built from the views that the pages show."""
