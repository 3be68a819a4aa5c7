-- One row a respondent of the batch and item that was answered: the value on the 0-100 index, in double precision.
WITH compared AS (
    SELECT question, measure_no AS item, low, step
    FROM asked_question
    SEMI JOIN (SELECT question FROM question SEMI JOIN driver_dimension USING (dimension)) USING (question)
)
SELECT member.row::INTEGER AS row, compared.item, (answer.value::DOUBLE - compared.low) * compared.step AS value
FROM answer
JOIN driver_respondent AS member USING (respondent)
JOIN compared USING (question)
WHERE answer.value IS NOT NULL
