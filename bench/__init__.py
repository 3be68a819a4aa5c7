"""What must be fast: measured side by side with what a reader would use instead, and held to a limit."""
