-- One row a cell, in the cells' order: what decides whether it is shown. variable is the number of the background variable
-- that group_no is a value of, 0 for everybody; low and high are the ends of the scale that total and squares are on.
-- told_n is how many were behind the figure that the release before told, and was_hidden whether it hid it.
SELECT
    counted.rowid AS cell, counted.scope, counted.measure_no, counted.group_no,
    coalesce(background_value.variable, 0)::SMALLINT AS variable, counted.is_item, counted.n, counted.total, counted.squares,
    CASE WHEN counted.is_item THEN counted.scale_min ELSE 0 END AS low,
    CASE WHEN counted.is_item THEN counted.scale_max ELSE 100 END AS high,
    former_cell.n AS told_n, coalesce(former_cell.hidden = 'few', false) AS was_hidden
FROM counted
LEFT JOIN background_value USING (group_no)
LEFT JOIN former_cell USING (scope, measure_no, group_no)
ORDER BY counted.rowid
