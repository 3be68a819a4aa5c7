-- One row a unit, role and period of the given uploads, with respondents who answered anything, and their answers.
SELECT
    respondent.municipality, respondent.service, respondent.unit, any_value(respondent.unit_name) AS unit_name,
    respondent.role, respondent.period,
    count(DISTINCT respondent.respondent) FILTER (answer.value IS NOT NULL) AS respondents,
    count(answer.value) AS answers
FROM respondent
LEFT JOIN answer USING (respondent)
WHERE respondent.upload IN (SELECT unnest($uploads::INTEGER[]))
GROUP BY ALL
UNION ALL
SELECT
    municipality, service, unit, any_value(unit_name), role, period, max(n), sum(n)
FROM aggregate
WHERE upload IN (SELECT unnest($uploads::INTEGER[]))
GROUP BY ALL
