"""What the reader sees around every page: frame, filters, figures, access."""
