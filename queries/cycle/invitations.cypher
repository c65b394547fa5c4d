// title: To which measures was this person invited, and what was the answer?
// title_de: Zu welchen Maßnahmen war diese Person eingeladen, und was war die Antwort?
// parameter: person person
// returns: date, measure_id, measure, kind, status, answer, hosts
MATCH (p:Person {id: $person})-[invited:INVITED_TO]->(measure:Measure)
OPTIONAL MATCH (host:Person)-[:HOSTS]->(measure)
WITH measure, invited, host ORDER BY host.name, host.id
WITH measure, invited, collect(DISTINCT host.name) AS hosts
RETURN measure.date AS date, measure.id AS measure_id, measure.name AS measure, measure.kind AS kind,
  measure.status AS status, invited.answer AS answer, hosts
ORDER BY date DESC, measure, measure_id
