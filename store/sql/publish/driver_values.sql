-- One row a respondent and item that was answered in a scope of the batch.
SELECT answer.respondent, reached.upload, reached.unit, answer.item, answer.value
FROM driver_answer AS answer
JOIN (SELECT respondent, upload, unit FROM driver_reach WHERE scope = $scope) AS reached USING (respondent)
