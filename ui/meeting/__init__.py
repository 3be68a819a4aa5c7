"""The page that makes a report for a meeting: choose, look over, make, download."""
