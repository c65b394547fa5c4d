// title: Who influences this person, directly or through somebody?
// title_de: Wer beeinflusst diese Person, unmittelbar oder über jemanden?
// parameter: person person
// returns: steps, person_id, person, way, employers, carers
MATCH path = (p:Person)-[ties:INFLUENCES|ADVISES*1..2]->(target:Person {id: $person})
WHERE p.id <> $person
  AND ALL(tie IN ties WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
  AND ALL(one IN nodes(path) WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of)
WITH DISTINCT p, size(ties) AS steps, [one IN nodes(path) | one.name] AS way,
  [one IN nodes(path) | one.id] AS way_ids
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, steps, way, way_ids, employer ORDER BY employer.name, employer.id
WITH p, steps, way, way_ids, collect(DISTINCT employer.name) AS employers
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, steps, way, way_ids, employers, carer ORDER BY carer.name, carer.id
WITH p, steps, way, way_ids, employers, collect(DISTINCT carer.name) AS carers
RETURN steps, p.id AS person_id, p.name AS person, way, employers, carers
ORDER BY steps, way, way_ids
