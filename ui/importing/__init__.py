"""The import page: from a dropped file to figures in five steps."""
