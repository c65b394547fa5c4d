// title: In which months were we in contact with people of this account, and how often in person?
// title_de: In welchen Monaten hatten wir Kontakt mit Leuten dieses Kunden, und wie oft persönlich?
// about: Each contact or measure counts once, whoever of ours and of theirs took part; a visit, a meeting or an event is
//   personal. Who counts as theirs is who works there today.
// about_de: Jeder Kontakt und jede Maßnahme zählt einmal, wer auch dabei war; Besuch, Besprechung und Veranstaltung sind
//   persönlich. Zu ihnen zählt, wer heute dort arbeitet.
// uses: staff, contacts
// parameter: days integer = policy observed.window_days
// returns: month, contacts, personal, people
WITH p, record, channel
WHERE record.date > $as_of - duration({days: $days})
WITH substring(toString(record.date), 0, 7) AS month, p, record,
  CASE WHEN channel IN ['visit', 'meeting', 'event'] THEN record.id END AS in_person
RETURN month, count(DISTINCT record.id) AS contacts, count(DISTINCT in_person) AS personal, count(DISTINCT p.id) AS people
ORDER BY month
