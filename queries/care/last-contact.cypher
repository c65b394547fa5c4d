// title: Who at this account has not been in contact with us for longest?
// title_de: Zu wem bei diesem Kunden liegt der letzte Kontakt am längsten zurück?
// about: Who never had any stands first. The carers are those assigned.
// about_de: Wer nie Kontakt hatte, steht zuerst. Die Betreuer sind die zugeteilten.
// uses: staff
// parameter: most_people table = policy observed.max_participants
// returns: person_id, person, roles, carers, last_contact
WITH p, p.id AS person_id, p.name AS person // a server loses p behind the four parts below
CALL (p) {
  OPTIONAL MATCH (p)-[r:PLAYS_ROLE]->(account:Company|Organisation {id: $account})
  WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
  WITH r.role AS role ORDER BY role
  RETURN collect(DISTINCT role) AS roles
}
CALL (p) {
  OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
  WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
    AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
    AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH carer ORDER BY carer.name, carer.id
  RETURN collect(DISTINCT carer.name) AS carers
}
CALL (p) {
  MATCH (own:Person)-[ours:TOOK_PART]->(record:Interaction)<-[theirs:TOOK_PART]-(p)
  WHERE own.id <> p.id AND record.date <= $as_of
    AND CASE record.channel
      WHEN 'mail' THEN ours.part + theirs.part IN ['senderrecipient', 'recipientsender']
      WHEN 'event' THEN ours.part + theirs.part IN ['organiserparticipant', 'participantorganiser']
      ELSE true
    END
    AND coalesce(own.valid_from, $as_of) <= $as_of AND coalesce(own.valid_to, $as_of) >= $as_of
    AND EXISTS {
    (own)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH DISTINCT record
  CALL (record) {
    MATCH (one:Person)-[:TOOK_PART]->(record)
    RETURN count(DISTINCT one) AS size
  }
  WITH record, size
  WHERE size <= coalesce($most_people[coalesce(record.channel, 'other')], size)
  RETURN max(record.date) AS last_met
}
CALL (p) {
  MATCH (own:Person)-[ours:HOSTS|INVITED_TO]->(record:Measure {status: 'done'})<-[theirs:HOSTS|INVITED_TO]-(p)
  WHERE own.id <> p.id AND record.date <= $as_of AND type(ours) <> type(theirs)
    AND 'attended' IN [ours.answer, theirs.answer]
    AND coalesce(own.valid_from, $as_of) <= $as_of AND coalesce(own.valid_to, $as_of) >= $as_of
    AND EXISTS {
    (own)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  RETURN max(record.date) AS last_hosted
}
WITH person_id, person, roles, carers,
  CASE WHEN last_met IS NULL OR last_hosted > last_met THEN last_hosted ELSE last_met END AS last_contact
RETURN person_id, person, roles, carers, last_contact
ORDER BY last_contact IS NOT NULL, last_contact, person, person_id
