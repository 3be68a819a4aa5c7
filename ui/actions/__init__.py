"""The page on tiltak: what is followed up, one tiltak in full, and the log of meetings."""
