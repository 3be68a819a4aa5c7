"""From an export file to a release."""
