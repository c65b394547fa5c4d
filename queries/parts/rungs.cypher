// about: The levels of an account on which one of its people needs somebody as senior (rung), with
//   everybody there on it.
WITH account, tier, level AS rung, same_level, employee
WHERE same_level AND employee AND level IS NOT NULL
WITH DISTINCT account, tier, rung
MATCH (account)<-[job:WORKS_FOR]-(person:Person)
WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
  AND coalesce(person.valid_from, $as_of) <= $as_of AND coalesce(person.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    MATCH (person)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH account, tier, rung, person, min(coalesce(job.level, job.read_level)) AS level
WHERE level = rung
