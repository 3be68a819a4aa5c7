-- One row an item and pair of periods that the service's codebook has a verdict on.
SELECT item, from_period, to_period, verdict, reason_nb, reason_nn, reason_en
FROM comparability
WHERE service = $service AND role = $role
