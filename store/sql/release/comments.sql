-- One row a comment and scope of a municipality that it is shown in, in the order of this release.
SELECT scope.place, scope.period, scope.role, comment.comment_no, comment.text,
    comment.question_nb, comment.question_nn, comment.question_en
FROM comment_scope
JOIN scope USING (scope)
JOIN comment USING (comment_no)
JOIN place USING (place)
WHERE place.municipality = $municipality
ORDER BY comment.comment_no, scope.place, scope.role
