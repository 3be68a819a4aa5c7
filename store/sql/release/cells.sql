-- One row a cell of the chosen kinds of measures at the chosen places, roles and period (everybody, no groups),
-- with the latest earlier year that has a figure for the same place, role and measure. raw is the mean in scale units
-- where the questions behind have one scale.
WITH chosen AS (
    SELECT cell.*, scope.place, scope.role, scope.period, period.year, measure.measure, measure.kind, measure.item,
        measure.dimension, measure.level AS participation
    FROM scope
    JOIN period USING (period)
    JOIN cell USING (scope)
    JOIN measure USING (measure_no)
    WHERE cell.grouping_value = ''
        AND measure.kind IN (SELECT unnest($kinds::VARCHAR[]))
        AND scope.place IN (SELECT unnest($places::VARCHAR[]))
        AND scope.period = $period
        AND ($role IS NULL OR scope.role = $role)
),
former AS (
    SELECT scope.place, scope.role, cell.measure_no, scope.period, period.year, cell.mean, cell.se, cell.df
    FROM scope
    JOIN period USING (period)
    JOIN cell USING (scope)
    WHERE cell.grouping_value = ''
        AND period.kind = 'year'
        AND cell.hidden IS NULL
        AND scope.place IN (SELECT unnest($places::VARCHAR[]))
),
-- What the codebooks say against comparing two periods: 1 with reservation, 2 not at all.
told AS (
    SELECT comparability.service, comparability.role, comparability.item, wording.dimension, wording.level,
        comparability.from_period, comparability.to_period,
        CASE comparability.verdict WHEN 'no' THEN 2 WHEN 'with_reservation' THEN 1 ELSE 0 END AS severity
    FROM comparability
    JOIN wording USING (service, role, item)
)
SELECT
    chosen.place, place.level AS place_level, place.municipality, place.service, place.unit, chosen.role,
    chosen.measure, chosen.kind, chosen.item, chosen.dimension, chosen.participation,
    chosen.n, chosen.invited, chosen.mean, chosen.lower, chosen.upper, chosen.sd, chosen.se, chosen.df,
    chosen.pooled_mean, chosen.method, chosen.dont_know, chosen.not_applicable,
    chosen.scale_min, chosen.scale_max, chosen.hidden,
    CASE WHEN chosen.kind = 'item' THEN chosen.mean
        ELSE chosen.scale_min + chosen.mean / 100 * (chosen.scale_max - chosen.scale_min) END AS raw,
    former.period AS former_period, former.mean AS former_mean, former.se AS former_se, former.df AS former_df,
    coalesce((
        SELECT max(told.severity)
        FROM told
        WHERE told.service = place.service
            AND told.role = chosen.role
            AND told.from_period >= former.period
            AND told.to_period <= chosen.period
            AND (chosen.item IS NULL OR told.item = chosen.item)
            AND (chosen.dimension IS NULL OR told.dimension = chosen.dimension)
            AND (chosen.participation IS NULL OR told.level = chosen.participation)
    ), 0) AS severity
FROM chosen
JOIN place USING (place)
ASOF LEFT JOIN former
    ON chosen.place = former.place
    AND chosen.role = former.role
    AND chosen.measure_no = former.measure_no
    AND chosen.year > former.year
ORDER BY chosen.place, chosen.role, chosen.measure_no
