// title: Who does not want to be contacted, and since when?
// title_de: Wer möchte nicht angesprochen werden, und seit wann?
// uses: external
// returns: person_id, person, objected_on, employers
WITH p
WHERE p.contact_allowed = false
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, employer ORDER BY employer.name, employer.id
RETURN p.id AS person_id, p.name AS person, p.objected_on AS objected_on, collect(DISTINCT employer.name) AS employers
ORDER BY person, person_id
