-- One row a cell (without groups) and spot in it, where the number invited is known for every spot that answered.
WITH answered AS (
    SELECT DISTINCT spot FROM moment WHERE n > 0
),
complete AS (
    SELECT reach.scope
    FROM reach
    JOIN answered USING (spot)
    LEFT JOIN invited_of_spot AS known USING (spot)
    GROUP BY reach.scope
    HAVING count(*) = count(known.invited) AND count(*) > 1
)
SELECT reach.scope, moment.measure_no, moment.spot, moment.n, moment.total, moment.squares, known.invited
FROM reach
JOIN complete USING (scope)
JOIN moment USING (spot)
JOIN invited_of_spot AS known USING (spot)
