"""The figures as files for a meeting: PowerPoint, PDF and Excel."""
