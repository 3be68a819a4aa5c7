-- The hidden cells of which most is known: how many numbers are possible, and how wide the interval of the mean is.
SELECT kind, place, period, role, measure, grouping_value, numbers, width FROM audit_weakest
