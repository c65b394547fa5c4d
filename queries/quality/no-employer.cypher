// title: Who works nowhere, as far as we know?
// title_de: Wer arbeitet nirgends, soweit wir wissen?
// uses: external
// returns: person_id, person, last_employer, until, roles, source
WITH p
WHERE NOT EXISTS {
    (p)-[w:WORKS_FOR]->(employer)
    WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
      AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
  }
OPTIONAL MATCH (p)-[had:WORKS_FOR]->(before:Company|Organisation)
WHERE had.valid_to < $as_of
WITH p, had, before ORDER BY had.valid_to DESC, before.name, had.id
WITH p, collect(before.name) AS before, collect(had.valid_to) AS until
RETURN p.id AS person_id, p.name AS person, before[0] AS last_employer, until[0] AS until, COUNT {
    (p)-[r:PLAYS_ROLE]->(place)
    WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
      AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
  } AS roles, p.source AS source
ORDER BY person, person_id
