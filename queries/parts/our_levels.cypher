// about: Nothing is said about levels where no level of our own people is known.
MATCH (us:Company {party: 'own'})<-[ours:WORKS_FOR]-(one:Person)
WHERE coalesce(ours.level, ours.read_level) IS NOT NULL
  AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  AND coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
  AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
WITH us LIMIT 1
