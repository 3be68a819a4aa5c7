-- One row a question of an upload, in the order of the form.
SELECT item, answered, dont_know, not_applicable, unanswered, unusable FROM source_question WHERE upload = $upload
