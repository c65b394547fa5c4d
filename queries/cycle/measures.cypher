// title: Which measures are ahead, who hosts them, and who is invited?
// title_de: Welche Maßnahmen stehen an, wer ist Gastgeber, und wer ist eingeladen?
// about: Planned and approved ones, dated from today on or without date. Who has declined is not listed.
// about_de: Geplante und genehmigte, ab heute oder ohne Datum. Wer abgesagt hat, ist nicht aufgeführt.
// returns: measure_id, measure, kind, date, status, purpose, hosts, guests
MATCH (measure:Measure)
WHERE measure.status IN ['planned', 'approved'] AND coalesce(measure.date, $as_of) >= $as_of
  AND coalesce(measure.valid_from, $as_of) <= $as_of AND coalesce(measure.valid_to, $as_of) >= $as_of
OPTIONAL MATCH (host:Person)-[:HOSTS]->(measure)
WITH measure, host ORDER BY host.name, host.id
WITH measure, collect(DISTINCT host.name) AS hosts
OPTIONAL MATCH (guest:Person)-[invited:INVITED_TO]->(measure)
WHERE coalesce(invited.answer, 'invited') <> 'declined'
WITH measure, hosts, guest ORDER BY guest.name, guest.id
WITH measure, hosts, collect(DISTINCT guest.name) AS guests
RETURN measure.id AS measure_id, measure.name AS measure, measure.kind AS kind, measure.date AS date,
  measure.status AS status, measure.purpose AS purpose, hosts, guests
ORDER BY date, measure, measure_id
