-- Put the figures of "weighted" in place of those where each answer counts the same.
UPDATE unfinished.cell SET
    mean = weighted.mean, lower = weighted.lower, upper = weighted.upper, se = weighted.se, df = weighted.df,
    invited = weighted.invited, method = weighted.method
FROM weighted
WHERE cell.scope = weighted.scope AND cell.measure_no = weighted.measure_no AND cell.grouping_value = '';
