// about: Nothing is said about profiles where that of nobody outside is recorded.
MATCH (known:Person)
WHERE (known.preferred_channel IS NOT NULL OR known.topics IS NOT NULL OR known.avoid IS NOT NULL)
  AND coalesce(known.valid_from, $as_of) <= $as_of AND coalesce(known.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    MATCH (known)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH known LIMIT 1
