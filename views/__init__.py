"""The tables a page shows: figures of a release with their uncertainty."""
