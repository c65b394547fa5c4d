// about: The roles that are known at each account or at one of its open opportunities: p, r, opportunity.
//   Ours and those who have left the account play none.
CALL (account) {
  MATCH (p:Person)-[r:PLAYS_ROLE]->(account)
  WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
  RETURN p, r, null AS opportunity
  UNION ALL
  MATCH (p:Person)-[r:PLAYS_ROLE]->(opportunity:Opportunity)<-[has:HAS_OPPORTUNITY]-(account)
  WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
    AND coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
    AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
    AND coalesce(opportunity.is_open, true)
  RETURN p, r, opportunity
}
WITH *
WHERE NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND NOT (EXISTS {
    (p)-[had:WORKS_FOR]->(account)
    WHERE had.valid_to < $as_of AND coalesce(had.valid_from, $as_of) <= $as_of
  } AND NOT EXISTS {
    (p)-[has_job:WORKS_FOR]->(account)
    WHERE coalesce(has_job.valid_to, $as_of) >= $as_of OR has_job.valid_from > $as_of
  })
