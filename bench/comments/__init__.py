"""How well personal data and themes are found in comments, on lines that were written for it.

One author wrote the lines and the rules, the lines first. The rules were made with the half ``tuning`` in sight; the
half ``held_out`` was only measured, and its figures are those that readers are promised.
"""
