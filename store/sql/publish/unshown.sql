-- How well questions agree on a dimension is told where its figure is shown.
CREATE OR REPLACE TEMP TABLE unshown AS
SELECT scope, measure_no FROM unfinished.cell WHERE grouping_value = '' AND hidden IS NOT NULL;

DELETE FROM unfinished.reliability USING unshown
WHERE reliability.scope = unshown.scope AND reliability.measure_no = unshown.measure_no;

DELETE FROM unfinished.item_reliability USING unshown
WHERE item_reliability.scope = unshown.scope AND item_reliability.dimension_no = unshown.measure_no;

-- What explains the overall assessment rests on all dimensions that are compared: these scopes tell no longer of it.
SELECT DISTINCT driver.scope
FROM unfinished.driver
JOIN unshown USING (scope, measure_no)
WHERE driver.reason IS DISTINCT FROM 'seldom';
