-- One row a cell (without groups) of the portion and part of it, where the number invited is known for every spot that
-- answered. Spots whose own figure the release does not show are one part together.
WITH reached AS (
    SELECT spot, scope FROM reach WHERE portion = getvariable('portion')
),
complete AS (
    SELECT reached.scope
    FROM reached
    JOIN answered USING (spot)
    LEFT JOIN invited_of_spot AS known USING (spot)
    GROUP BY reached.scope
    HAVING count(*) = count(known.invited) AND count(*) > 1
),
own AS (
    SELECT spot.spot, scope.scope
    FROM spot
    JOIN scope
        ON scope.place = concat_ws('/', spot.municipality, nullif(spot.service, ''), nullif(spot.unit, ''))
        AND scope.period = spot.period AND scope.role = spot.role
),
shown AS (
    SELECT own.spot, cell.measure_no
    FROM own
    JOIN unfinished.cell AS cell USING (scope)
    WHERE cell.grouping_value = '' AND cell.hidden IS NULL AND cell.as_of IS NULL
),
weighable AS (
    SELECT scope, measure_no
    FROM unfinished.cell
    WHERE grouping_value = '' AND hidden IS NULL AND as_of IS NULL
)
SELECT reached.scope, moment.measure_no, coalesce(shown.spot, 0) AS part, sum(moment.n) AS n,
    sum(moment.total) AS total, CASE WHEN count(*) = count(moment.squares) THEN sum(moment.squares) END AS squares,
    sum(known.invited) AS invited
FROM reached
JOIN complete USING (scope)
JOIN moment USING (spot)
JOIN weighable ON weighable.scope = reached.scope AND weighable.measure_no = moment.measure_no
JOIN invited_of_spot AS known USING (spot)
LEFT JOIN shown ON shown.spot = moment.spot AND shown.measure_no = moment.measure_no
WHERE moment.n > 0
GROUP BY ALL
