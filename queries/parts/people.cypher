// about: The people of each account: p, one of their jobs there, w, and the level and function that count for it.
MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH *, coalesce(w.level, w.read_level) AS job_level, coalesce(w.function, w.read_function) AS job_function
