"""Tiltak as a reader sees them: the finding behind each, what became of its measure, lists, board and timeline."""
