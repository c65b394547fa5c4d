// title: To whom does this person report, up to the top?
// title_de: An wen berichtet diese Person, bis hinauf?
// parameter: person person
// returns: steps, superior_id, superior, job_titles
MATCH path = (p:Person {id: $person})-[ties:REPORTS_TO*1..8]->(superior:Person)
WHERE ALL(tie IN ties WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
  AND ALL(one IN nodes(path) WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of)
WITH superior, min(size(ties)) AS steps
OPTIONAL MATCH (superior)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH steps, superior, w ORDER BY w.job_title, w.id
RETURN steps, superior.id AS superior_id, superior.name AS superior, collect(w.job_title) AS job_titles
ORDER BY steps, superior, superior_id
