// about: Nothing is said about reports where none is recorded.
MATCH (told:Report) WHERE told.date <= $as_of
WITH told LIMIT 1
