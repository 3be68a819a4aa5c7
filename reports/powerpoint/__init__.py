"""A report as a PowerPoint file with charts and tables that can be edited there."""
