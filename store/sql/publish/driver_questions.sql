-- One row a question of an upload: its item and what it is about.
SELECT question.upload, item.measure_no AS item, dimension.measure_no AS dimension_no, question.dimension
FROM question
JOIN measure AS item ON item.item = question.item
JOIN measure AS dimension ON dimension.kind = 'dimension' AND dimension.dimension = question.dimension
JOIN driver_dimension ON driver_dimension.dimension = question.dimension
ORDER BY dimension.measure_no, item.measure_no, question.upload
