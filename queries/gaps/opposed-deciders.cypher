// title: Who decides at our accounts, is against us, and nothing is under way about it?
// title_de: Wer entscheidet bei unseren Kunden, ist gegen uns, und es ist nichts im Gange?
// about: Deciders and co-deciders with a negative stance in such a role, about whom no action is open and no
//   measure planned or approved lies ahead. An action that names nobody is about whom its report is about.
// about_de: Entscheider und Mitentscheider mit negativer Haltung in einer solchen Rolle, zu denen keine
//   Anpassung offen ist und keine geplante oder genehmigte Maßnahme ansteht. Eine Anpassung, die niemanden
//   nennt, betrifft die Personen ihres Berichts.
// uses: accounts, role_holders, co_deciding, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, stance
WITH * WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(place)<-[plays:PLAYS_ROLE]-(person)
WHERE plays.role IN ['decider', 'co_decider'] AND plays.stance < 0
  AND all(tie IN has WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
  AND coalesce(place.is_open, true)
  AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
  AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
  AND (NOT EXISTS { MATCH (person)-[:WORKS_FOR]->(account) } OR EXISTS {
    MATCH (person)-[job:WORKS_FOR]->(account)
    WHERE coalesce(job.valid_to, $as_of) >= $as_of OR job.valid_from > $as_of
  })
WITH account, tier, person, role, level, min(plays.stance) AS stance
WHERE NOT EXISTS {
    MATCH (action:Action)-[:CONCERNS]->(person)
    WHERE coalesce(action.status, 'open') = 'open'
      AND coalesce(action.valid_from, $as_of) <= $as_of AND coalesce(action.valid_to, $as_of) >= $as_of
      AND (NOT EXISTS { MATCH (action)<-[:LEADS_TO]-(:Report) } OR EXISTS {
        MATCH (action)<-[:LEADS_TO]-(report:Report) WHERE coalesce(report.date, $as_of) <= $as_of
      })
  }
  AND NOT EXISTS {
    MATCH (action:Action)<-[:LEADS_TO]-(report:Report)-[:ABOUT]->(person)
    WHERE coalesce(action.status, 'open') = 'open' AND coalesce(report.date, $as_of) <= $as_of
      AND coalesce(action.valid_from, $as_of) <= $as_of AND coalesce(action.valid_to, $as_of) >= $as_of
      AND NOT EXISTS { MATCH (action)-[:CONCERNS]->(:Person) }
  }
  AND NOT EXISTS {
    MATCH (person)-[invited:INVITED_TO]->(measure:Measure)
    WHERE coalesce(invited.answer, 'invited') <> 'declined'
      AND measure.status IN ['planned', 'approved'] AND coalesce(measure.date, $as_of) >= $as_of
  }
  AND NOT EXISTS {
    MATCH (person)<-[:CONCERNS]-(measure:Measure)
    WHERE measure.status IN ['planned', 'approved'] AND coalesce(measure.date, $as_of) >= $as_of
  }
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level, stance
ORDER BY account, account_id, person, person_id
