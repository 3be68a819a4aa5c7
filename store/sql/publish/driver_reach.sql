-- One row a scope of the batch and respondent in it.
SELECT driver_spot.scope, member.row::INTEGER AS row, member.upload, driver_spot.unit
FROM driver_respondent AS member
JOIN driver_spot USING (spot)
ORDER BY driver_spot.scope, member.row
