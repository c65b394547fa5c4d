// title: Who has the same name as somebody else, and may be the same person?
// title_de: Wer heißt wie jemand anders und ist vielleicht dieselbe Person?
// returns: name, person_id, employers, email, source
MATCH (p:Person)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
WITH toLower(trim(p.name)) AS plain, p ORDER BY p.id
WITH plain, collect(p) AS people
WHERE size(people) > 1
UNWIND people AS p
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH plain, p, employer ORDER BY employer.name, employer.id
WITH plain, p, collect(DISTINCT employer.name) AS employers
RETURN p.name AS name, p.id AS person_id, employers, p.email AS email, p.source AS source
ORDER BY plain, person_id
