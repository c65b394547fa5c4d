// about: The contacts of each p with one of ours up to the day: own, record, channel. Mass mail and large meetings are
//   none; in a mail sender and recipient are in contact, at an event host and guest.
// parameter: most_people table = policy observed.max_participants
CALL (p) {
  MATCH (own:Person)-[ours:TOOK_PART]->(record:Interaction)<-[theirs:TOOK_PART]-(p)
  WHERE own.id <> p.id AND record.date <= $as_of
    AND CASE record.channel
      WHEN 'mail' THEN ours.part + theirs.part IN ['senderrecipient', 'recipientsender']
      WHEN 'event' THEN ours.part + theirs.part IN ['organiserparticipant', 'participantorganiser']
      ELSE true
    END
  WITH DISTINCT own, record
  CALL (record) {
    MATCH (one:Person)-[:TOOK_PART]->(record)
    RETURN count(DISTINCT one) AS size
  }
  WITH own, record, size, coalesce(record.channel, 'other') AS channel
  WHERE size <= coalesce($most_people[channel], size)
  RETURN own, record, channel
  UNION
  MATCH (own:Person)-[ours:HOSTS|INVITED_TO]->(record:Measure {status: 'done'})<-[theirs:HOSTS|INVITED_TO]-(p)
  WHERE own.id <> p.id AND record.date <= $as_of AND type(ours) <> type(theirs)
    AND 'attended' IN [ours.answer, theirs.answer]
  RETURN own, record, 'event' AS channel
}
WITH *
WHERE coalesce(own.valid_from, $as_of) <= $as_of AND coalesce(own.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (own)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
