// title: Who has left their job lately, and where are they now?
// title_de: Wer hat zuletzt die Stelle verlassen, und wo ist die Person jetzt?
// parameter: days integer = 365
// returns: left_on, person_id, person, left_id, left, job_title, was_ours, now
MATCH (p:Person)-[w:WORKS_FOR]->(left:Company|Organisation)
WHERE w.valid_to < $as_of AND w.valid_to >= $as_of - duration({days: $days})
  AND coalesce(w.valid_from, $as_of) <= $as_of
OPTIONAL MATCH (p)-[present:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(present.valid_from, $as_of) <= $as_of AND coalesce(present.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, w, left, employer ORDER BY employer.name, employer.id
WITH p, w, left, collect(DISTINCT employer.name) AS now
RETURN w.valid_to AS left_on, p.id AS person_id, p.name AS person, left.id AS left_id, left.name AS left,
  w.job_title AS job_title, coalesce(left.party = 'own', false) AS was_ours, now
ORDER BY left_on DESC, person, person_id, left_id, w.id
