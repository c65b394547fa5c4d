// about: Whether somebody of ours once cared for each person: the assignment has ended, or who had it is
//   none of ours any more.
CALL (person) {
  OPTIONAL MATCH (one:Person)-[cares:CARES_FOR]->(person)
  WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(one.valid_from, $as_of) <= $as_of
    AND EXISTS {
      MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(us.valid_from, $as_of) <= $as_of
    }
    AND (cares.valid_to < $as_of OR one.valid_to < $as_of OR NOT EXISTS {
      MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    })
  RETURN count(cares) > 0 AS once_cared
}
