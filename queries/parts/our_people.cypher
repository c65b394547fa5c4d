// about: Nothing is said about care where none of our own people is known.
MATCH (us:Company {party: 'own'})<-[ours:WORKS_FOR]-(one:Person)
WHERE coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  AND coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
  AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
WITH us LIMIT 1
