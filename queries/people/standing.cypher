// title: Who is an opinion leader, a mandate holder or a public official?
// title_de: Wer ist Meinungsbildner, Mandatsträger oder Amtsträger?
// uses: external
// parameter: standing text = null
// returns: person_id, person, standing, employers, carers
WITH p
WHERE p.standing IS NOT NULL AND ($standing IS NULL OR $standing IN p.standing)
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, employer ORDER BY employer.name, employer.id
WITH p, collect(DISTINCT employer.name) AS employers
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, employers, carer ORDER BY carer.name, carer.id
WITH p, employers, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, p.standing AS standing, employers, carers
ORDER BY person, person_id
