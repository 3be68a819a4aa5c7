-- One row a background variable and value that a service and role are asked about, as the codebooks name them.
SELECT service, role, variable, value, variable_nb, variable_nn, variable_en, value_nb, value_nn, value_en
FROM background
ORDER BY sort
