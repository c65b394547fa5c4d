// about: Who of ours cares for each person today: a list of {id, level, since, begun, last}, by id;
//   assigned or observed, as the policy counts it; begun: the first of its days, null where nobody knows it.
// parameter: observed table = policy observed
CALL (person) {
  CALL (person) {
    MATCH (one:Person)-[cares:CARES_FOR]->(person)
    WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
    RETURN one, true AS assigned, cares.valid_from AS since, null AS day, false AS we_start, false AS they_start
    UNION ALL
    MATCH (person)-[theirs:TOOK_PART]->(contact:Interaction)
    WHERE contact.date <= $as_of
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
    RETURN one, false AS assigned, null AS since, contact.date AS day,
      CASE contact.channel
        WHEN 'mail' THEN part.part = 'sender' WHEN 'call' THEN coalesce(part.part = 'organiser', false) ELSE true
      END AS we_start,
      CASE contact.channel
        WHEN 'mail' THEN theirs.part = 'sender' WHEN 'call' THEN coalesce(theirs.part = 'organiser', false) ELSE true
      END AS they_start
    UNION ALL
    MATCH (person)-[theirs:HOSTS|INVITED_TO]->(occasion:Measure)<-[part:HOSTS|INVITED_TO]-(one:Person)
    WHERE occasion.status = 'done' AND occasion.date <= $as_of AND one <> person
      AND ((type(theirs) = 'HOSTS' AND type(part) = 'INVITED_TO' AND part.answer = 'attended')
        OR (type(part) = 'HOSTS' AND type(theirs) = 'INVITED_TO' AND theirs.answer = 'attended'))
    RETURN one, false AS assigned, null AS since, occasion.date AS day, true AS we_start, true AS they_start
  }
  WITH one, assigned, since, day, we_start, they_start,
    coalesce(day > $as_of - duration({days: $observed.window_days}), false) AS recent
  WITH one,
    max(CASE WHEN assigned THEN 1 ELSE 0 END) AS assignments,
    max(since) AS since, min(since) AS first,
    max(CASE WHEN assigned AND since IS NULL THEN 1 ELSE 0 END) AS undated, max(day) AS last,
    count(DISTINCT CASE WHEN recent THEN day END) AS contacts,
    max(CASE WHEN recent AND we_start THEN 1 ELSE 0 END) AS by_us,
    max(CASE WHEN recent AND they_start THEN 1 ELSE 0 END) AS by_them
  WHERE ($observed.counts_as_care <> 'observed' AND assignments = 1)
    OR ($observed.counts_as_care <> 'assigned' AND last IS NOT NULL AND contacts >= $observed.min_contacts
      AND (NOT $observed.both_sides_start OR (by_us = 1 AND by_them = 1)))
  MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
  WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    AND coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
    AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  WITH one, since, last, CASE WHEN undated = 0 THEN first END AS begun,
    min(coalesce(ours.level, ours.read_level)) AS own_level
  ORDER BY one.id
  RETURN collect({id: one.id, name: one.name, level: own_level, since: since, begun: begun, last: last}) AS carers_today
}
