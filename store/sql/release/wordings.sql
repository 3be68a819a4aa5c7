-- One row an item as it is asked in the service (all services where none is chosen) and role.
SELECT item, service, role, dimension, level, scale_min, scale_max, reversed, text_nb, text_nn, text_en, labels
FROM wording
WHERE ($service IS NULL OR service = $service) AND ($role IS NULL OR role = $role)
ORDER BY sort, service, role
