// title: For whom does each of ours care, in which duty, since when, and what is agreed?
// title_de: Wen betreut jeder von uns, mit welcher Aufgabe, seit wann, und was ist vereinbart?
// about: Assigned care; when they were last in contact tells care/contacts-with.
// about_de: Zugeteilte Betreuung; wann sie zuletzt Kontakt hatten, sagt care/contacts-with.
// parameter: carer person = null
// returns: carer_id, carer, person_id, person, employers, duty, current, desired, contacts_per_year, since
MATCH (carer:Person)-[care:CARES_FOR]->(p:Person)
WHERE ($carer IS NULL OR carer.id = $carer)
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
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH carer, care, p, employer ORDER BY employer.name, employer.id
WITH carer, care, p, collect(DISTINCT employer.name) AS employers
RETURN carer.id AS carer_id, carer.name AS carer, p.id AS person_id, p.name AS person, employers, care.duty AS duty,
  care.current AS current, care.desired AS desired, care.contacts_per_year AS contacts_per_year,
  care.valid_from AS since
ORDER BY carer, carer_id, person, person_id, care.id
