// title: Which relationships are not yet what we want them to be?
// title_de: Welche Beziehungen sind noch nicht so, wie wir sie haben wollen?
// about: 1 vendor, 2 credible source, 3 problem solver, 4 trusted advisor.
// about_de: 1 Lieferant, 2 glaubwürdige Quelle, 3 Problemlöser, 4 vertrauter Berater.
// returns: missing, carer_id, carer, person_id, person, current, desired, duty
MATCH (carer:Person)-[care:CARES_FOR]->(p:Person)
WHERE care.current < care.desired
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
RETURN care.desired - care.current AS missing, carer.id AS carer_id, carer.name AS carer, p.id AS person_id,
  p.name AS person, care.current AS current, care.desired AS desired, care.duty AS duty
ORDER BY missing DESC, person, person_id, carer, carer_id, care.id
