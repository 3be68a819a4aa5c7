-- One row an item as it is asked in a service and role, in the order of the form.
SELECT item, service, role, dimension, level, scale_min, scale_max, reversed, text_nb, text_nn, text_en, labels
FROM wording
ORDER BY sort, service, role
