// about: After roles: one row for each role holder and each of the account's own people (person).
CALL (account, holder) {
  WITH holder WHERE holder IS NOT NULL
  RETURN holder AS person
  UNION
  WITH account, holder WHERE holder IS NULL
  MATCH (account)<-[job:WORKS_FOR]-(person:Person)
  WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    AND coalesce(person.valid_from, $as_of) <= $as_of AND coalesce(person.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (person)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN person
}
WITH DISTINCT account, tier, needing, person
