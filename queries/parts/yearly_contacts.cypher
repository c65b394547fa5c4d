// about: On how many days of the last 365 anybody of ours was in contact with each person (contacts).
// parameter: observed table = policy observed
CALL (person) {
  CALL (person) {
    MATCH (person)-[theirs:TOOK_PART]->(contact:Interaction)
    WHERE contact.date > $as_of - duration({days: 365}) AND contact.date <= $as_of
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
    RETURN one, contact.date AS day
    UNION
    MATCH (person)-[theirs:HOSTS|INVITED_TO]->(occasion:Measure)<-[part:HOSTS|INVITED_TO]-(one:Person)
    WHERE occasion.status = 'done' AND one <> person
      AND occasion.date > $as_of - duration({days: 365}) AND occasion.date <= $as_of
      AND ((type(theirs) = 'HOSTS' AND type(part) = 'INVITED_TO' AND part.answer = 'attended')
        OR (type(part) = 'HOSTS' AND type(theirs) = 'INVITED_TO' AND theirs.answer = 'attended'))
    RETURN one, occasion.date AS day
  }
  WITH one, day
  WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    AND EXISTS {
      MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN count(DISTINCT day) AS contacts
}
