// about: Besides who holds a role and who counts from outside: the people of each account (works), and,
//   without account, whoever somebody cares for.
CALL (account, holder, person, held, guessed, third) {
  RETURN person AS someone, held AS someones_role, guessed AS someone_guessed, third AS someone_third, false AS works
  UNION
  WITH account, holder, person WHERE holder IS NULL AND person IS NULL
  CALL (account) {
    MATCH (account)<-[job:WORKS_FOR]-(worker:Person)
    WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    RETURN worker, true AS works
    UNION
    UNWIND CASE WHEN account IS NULL THEN [true] ELSE [] END AS once
    MATCH (worker:Person)<-[:CARES_FOR]-(:Person)
    RETURN worker, false AS works
  }
  WITH worker, works
  WHERE coalesce(worker.valid_from, $as_of) <= $as_of AND coalesce(worker.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (worker)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN worker AS someone, null AS someones_role, false AS someone_guessed, false AS someone_third, works
}
WITH account, tier, someone AS person, someones_role AS held, someone_guessed AS guessed, someone_third AS third, works
