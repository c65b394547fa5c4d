// about: Whose contacts with each person are care, whether asked for or not: a list of {id, name, contacts},
//   by id.
// parameter: observed table = policy observed
CALL (person) {
  CALL (person) {
    MATCH (person)-[theirs:TOOK_PART]->(contact:Interaction)
    WHERE contact.date > $as_of - duration({days: $observed.window_days}) AND contact.date <= $as_of
    CALL (contact) {
      MATCH (contact)<-[:TOOK_PART]-(someone:Person)
      RETURN count(DISTINCT someone) AS people
    }
    WITH person, theirs, contact, people
    WHERE NOT people > coalesce($observed.max_participants[coalesce(contact.channel, 'other')], people)
    MATCH (contact)<-[part:TOOK_PART]-(one:Person)
    WHERE one <> person
      AND CASE contact.channel
        WHEN 'mail' THEN (part.part = 'sender' AND theirs.part = 'recipient')
          OR (part.part = 'recipient' AND theirs.part = 'sender')
        WHEN 'event' THEN (part.part = 'organiser' AND theirs.part = 'participant')
          OR (part.part = 'participant' AND theirs.part = 'organiser')
        ELSE true
      END
    RETURN one, contact.date AS day,
      CASE contact.channel
        WHEN 'mail' THEN part.part = 'sender' WHEN 'call' THEN coalesce(part.part = 'organiser', false) ELSE true
      END AS we_start,
      CASE contact.channel
        WHEN 'mail' THEN theirs.part = 'sender' WHEN 'call' THEN coalesce(theirs.part = 'organiser', false) ELSE true
      END AS they_start
    UNION ALL
    MATCH (person)-[theirs:HOSTS|INVITED_TO]->(occasion:Measure)<-[part:HOSTS|INVITED_TO]-(one:Person)
    WHERE occasion.status = 'done' AND one <> person
      AND occasion.date > $as_of - duration({days: $observed.window_days}) AND occasion.date <= $as_of
      AND ((type(theirs) = 'HOSTS' AND type(part) = 'INVITED_TO' AND part.answer = 'attended')
        OR (type(part) = 'HOSTS' AND type(theirs) = 'INVITED_TO' AND theirs.answer = 'attended'))
    RETURN one, occasion.date AS day, true AS we_start, true AS they_start
  }
  WITH one, count(DISTINCT day) AS contacts, max(CASE WHEN we_start THEN 1 ELSE 0 END) AS from_us,
    max(CASE WHEN they_start THEN 1 ELSE 0 END) AS from_them
  WHERE contacts >= $observed.min_contacts
    AND (NOT $observed.both_sides_start OR (from_us = 1 AND from_them = 1))
    AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    AND EXISTS {
      MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  WITH one, contacts ORDER BY one.id
  RETURN collect({id: one.id, name: one.name, contacts: contacts}) AS observers
}
