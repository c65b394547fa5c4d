// title: For whom has this person worked, as what, and when?
// title_de: Für wen hat diese Person gearbeitet, als was, und wann?
// parameter: person person
// returns: employer_id, employer, job_title, department, level, function, since, until, holds
MATCH (p:Person {id: $person})-[w:WORKS_FOR]->(employer:Company|Organisation)
RETURN employer.id AS employer_id, employer.name AS employer, w.job_title AS job_title, w.department AS department,
  coalesce(w.level, w.read_level) AS level, coalesce(w.function, w.read_function) AS function,
  w.valid_from AS since, w.valid_to AS until,
  coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of AS holds
ORDER BY w.valid_from DESC, employer, employer_id, w.id
