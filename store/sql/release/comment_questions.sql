-- One row a service, role and comment question that its users were asked.
SELECT service, role, question_nb, question_nn, question_en FROM comment_question ORDER BY ALL
