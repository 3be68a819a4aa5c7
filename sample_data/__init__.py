"""Exports of a fictional municipality, and the generator that makes them."""
