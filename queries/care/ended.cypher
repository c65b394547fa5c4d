// title: Whose care has ended without anybody taking over?
// title_de: Wessen Betreuung ist ausgelaufen, ohne dass jemand übernommen hat?
// about: The assignment has ended, or who was assigned has left us.
// about_de: Die Zuteilung ist ausgelaufen, oder wer zugeteilt war, hat uns verlassen.
// uses: external
// returns: person_id, person, employers, former_id, former, since, until, former_left
MATCH (former:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(former.valid_from, $as_of) <= $as_of
  AND EXISTS {
    (former)-[job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(us.valid_from, $as_of) <= $as_of
  }
WITH p, former, care, coalesce(former.valid_to, $as_of) < $as_of OR NOT EXISTS {
    (former)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  } AS former_left
WHERE (care.valid_to < $as_of OR former_left)
  AND NOT EXISTS {
    (carer:Person)-[present:CARES_FOR]->(p)
    WHERE coalesce(present.valid_from, $as_of) <= $as_of AND coalesce(present.valid_to, $as_of) >= $as_of
      AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
      AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  }
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, former, care, former_left, employer ORDER BY employer.name, employer.id
WITH p, former, care, former_left, collect(DISTINCT employer.name) AS employers
RETURN p.id AS person_id, p.name AS person, employers, former.id AS former_id, former.name AS former,
  care.valid_from AS since, care.valid_to AS until, former_left
ORDER BY until DESC, person, person_id, former, former_id, care.id
