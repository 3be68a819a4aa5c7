-- One row a cell (without groups) of the portion and spot in it, where the number invited is known for every spot that
-- answered.
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
)
SELECT reached.scope, moment.measure_no, moment.spot, moment.n, moment.total, moment.squares, known.invited
FROM reached
JOIN complete USING (scope)
JOIN moment USING (spot)
JOIN invited_of_spot AS known USING (spot)
