"""Tests of the bench's own parts: its data, its limits."""
