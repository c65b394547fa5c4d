// title: Whom have we contacted although they objected?
// title_de: Mit wem hatten wir Kontakt, obwohl die Person widersprochen hat?
// about: Contacts of ours on a day after the objection. Mails count to however many they went; a mail or call
//   that the person alone started does not.
// about_de: Kontakte von uns an einem Tag nach dem Widerspruch. Mails zählen, an wie viele sie auch gingen;
//   Mails und Anrufe, die allein von der Person ausgingen, zählen nicht.
// uses: places, role_holders, third_parties, concerned, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: most_people table = policy observed.max_participants
// returns: account_id, account, tier, person_id, person, role, level, objected_on, last_contact, carer_id, by_whom
WITH * WHERE person.contact_allowed = false AND person.objected_on IS NOT NULL
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
CALL (person) {
  MATCH (person)-[theirs:TOOK_PART]->(record:Interaction)<-[part:TOOK_PART]-(own:Person)
  WHERE record.date > person.objected_on AND record.date <= $as_of AND own.id <> person.id
    AND CASE record.channel
      WHEN 'mail' THEN part.part = 'sender' AND theirs.part = 'recipient'
      WHEN 'event' THEN part.part + theirs.part IN ['organiserparticipant', 'participantorganiser']
      WHEN 'call' THEN theirs.part <> 'organiser' OR part.part = 'organiser'
      ELSE true
    END
  CALL (record) {
    MATCH (someone:Person)-[:TOOK_PART]->(record)
    RETURN count(DISTINCT someone) AS size
  }
  WITH own, record, size
  WHERE record.channel = 'mail' OR size <= coalesce($most_people[coalesce(record.channel, 'other')], size)
  RETURN own, record.date AS day
  UNION
  MATCH (own:Person)-[ours:HOSTS|INVITED_TO]->(measure:Measure {status: 'done'})<-[theirs:HOSTS|INVITED_TO]-(person)
  WHERE own.id <> person.id AND measure.date > person.objected_on AND measure.date <= $as_of
    AND type(ours) <> type(theirs) AND 'attended' IN [ours.answer, theirs.answer]
  RETURN own, measure.date AS day
}
WITH * WHERE coalesce(own.valid_from, $as_of) <= $as_of AND coalesce(own.valid_to, $as_of) >= $as_of
  AND EXISTS {
    MATCH (own)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH account, tier, person, role, level, own, day ORDER BY own.name, own.id
WITH account, tier, person, role, level, max(day) AS last_contact, collect(DISTINCT own.id) AS ids, collect(DISTINCT own.name) AS by_whom
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  person.objected_on AS objected_on, last_contact, CASE WHEN size(ids) = 1 THEN ids[0] END AS carer_id, by_whom
ORDER BY account, account_id, person, person_id
