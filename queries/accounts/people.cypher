// title: Who works at this account, on which level, and who of ours is assigned to them?
// title_de: Wer arbeitet bei diesem Kunden, auf welcher Ebene, und wer von uns ist zugeteilt?
// about: Levels are the given ones, else those read from the job title; of several jobs there the most senior.
// about_de: Ebenen sind die angegebenen, sonst die aus der Berufsbezeichnung gelesenen; von mehreren die höchste.
// uses: account, people
// returns: person_id, person, level, job_titles, roles, carers
WITH p, w, job_level, account ORDER BY job_level, w.job_title, w.id
WITH p, account, min(job_level) AS level, collect(w.job_title) AS job_titles
OPTIONAL MATCH (p)-[r:PLAYS_ROLE]->(account)
WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
WITH p, level, job_titles, r.role AS role ORDER BY role
WITH p, level, job_titles, collect(DISTINCT role) AS roles
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, level, job_titles, roles, carer ORDER BY carer.name, carer.id
WITH p, level, job_titles, roles, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, level, job_titles, roles, carers
ORDER BY level, person, person_id
