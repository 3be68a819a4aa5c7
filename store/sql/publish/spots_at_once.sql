-- One row a range of spots with about so many respondents together.
SELECT min(spot) AS first_spot, max(spot) AS last_spot
FROM (
    SELECT spot, sum(count(*)) OVER (ORDER BY spot) // $respondents AS range FROM respondent_spot GROUP BY spot
)
GROUP BY range
ORDER BY range
