-- One row a background variable and value that a service and role are asked about (every service where none is chosen),
-- as the codebooks name them.
SELECT service, role, variable, value, variable_nb, variable_nn, variable_en, value_nb, value_nn, value_en
FROM background
WHERE $service IS NULL OR service = $service
ORDER BY sort
