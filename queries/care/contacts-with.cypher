// title: When did who of ours have contact with this person, how, and about what?
// title_de: Wann hatte wer von uns mit dieser Person Kontakt, auf welchem Weg, und worüber?
// about: Mass mail and large meetings are no contact; in a mail sender and recipient are, at an event host and guest.
// about_de: Rundschreiben und große Runden sind kein Kontakt; bei einer Mail sind es Absender und Empfänger, bei einer
//   Veranstaltung Gastgeber und Gast.
// uses: person, contacts
// parameter: days integer = policy observed.window_days
// returns: date, channel, own_id, own, subject, record_id
WITH own, record, channel
WHERE record.date > $as_of - duration({days: $days})
RETURN record.date AS date, channel, own.id AS own_id, own.name AS own, record.name AS subject, record.id AS record_id
ORDER BY date DESC, own, own_id, record_id
