-- One row a cell of the portion as the release has it, and one for the figures that a source hid itself where nothing
-- else is told of the same place and measure. What is decided to be unlisted has none. What is carried over is told as
-- the release before told it.
CREATE OR REPLACE TEMP VIEW told_cell AS
SELECT
    counted.scope, coalesce(background_value.grouping_value, '') AS grouping_value, counted.measure_no,
    CASE WHEN decided.hidden IS NULL THEN counted.n END AS n, estimated.invited, estimated.mean, estimated.lower,
    estimated.upper, estimated.sd, estimated.se, estimated.df, estimated.pooled_mean,
    estimated.method::VARCHAR AS method,
    CASE WHEN decided.detail THEN counted.dont_know END AS dont_know,
    CASE WHEN decided.detail THEN counted.not_applicable END AS not_applicable,
    counted.scale_min, counted.scale_max, decided.hidden::VARCHAR AS hidden
FROM counted
JOIN decided ON decided.cell = counted.rowid
LEFT JOIN estimated ON estimated.cell = counted.rowid
LEFT JOIN background_value ON background_value.group_no = counted.group_no
WHERE NOT decided.unlisted AND NOT decided.carried
UNION ALL BY NAME
SELECT former_cell.* EXCLUDE (group_no)
FROM counted
JOIN decided ON decided.cell = counted.rowid
JOIN former_cell USING (scope, measure_no, group_no)
WHERE decided.carried
UNION ALL BY NAME
SELECT hidden.scope, '' AS grouping_value, hidden.measure_no, 'source' AS hidden
FROM (FROM source_hidden WHERE portion = getvariable('portion')) AS hidden
ANTI JOIN counted ON counted.scope = hidden.scope AND counted.measure_no = hidden.measure_no;
