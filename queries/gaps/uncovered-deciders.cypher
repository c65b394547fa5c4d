// title: Who decides at our accounts, needs care, and has nobody of ours, nor ever had?
// title_de: Wer entscheidet bei unseren Kunden, braucht Betreuung und hat niemanden von uns und hatte nie
//   jemanden?
// about: Deciders and co-deciders, presumed ones included; who is asked for how much care stands in the
//   care policy. Objectors need none.
// about_de: Entscheider und Mitentscheider, auch vermutete; wem wie viel Betreuung zusteht, sagt die
//   Betreuungsrichtlinie. Wer Kontakt ablehnt, braucht keine.
// uses: asked_otherwise, our_people, places, role_holders, third_parties, needs, carers_today, former_care,
//   levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, presumed, level
WITH * WHERE role IN ['decider', 'co_decider'] AND size(carers_today) = 0 AND NOT once_cared
WITH account, tier, person, role, presumed, level ORDER BY account.id, person.id
WITH collect({account: account, tier: tier, person: person, role: role, presumed: presumed, level: level}) AS others
CALL (others) {
  UNWIND others AS other
  RETURN other.account AS account, other.tier AS tier, other.person AS person, other.role AS role,
    other.presumed AS presumed, other.level AS level
  UNION
  MATCH (us:Company {party: 'own'})<-[ours:WORKS_FOR]-(one:Person)
  WHERE coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    AND coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
    AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
  WITH us LIMIT 1
  CALL () {
    OPTIONAL MATCH (customer:Company)
    WHERE customer.party IN ['customer', 'prospect'] AND customer.earnings_value > 0
      AND coalesce(customer.valid_from, $as_of) <= $as_of AND coalesce(customer.valid_to, $as_of) >= $as_of
    WITH customer.earnings_value * coalesce($tiers.rate[customer.currency], 1.0) AS value
    WITH value, sum(value) AS worth ORDER BY value DESC
    WITH collect(CASE WHEN value > 0 THEN [value, worth] END) AS steps
    WITH steps, reduce(total = 0.0, step IN steps | total + step[1]) AS total
    WITH reduce(line = {reached: 0.0, a: null, b: null}, step IN steps | {
      reached: line.reached + step[1],
      a: CASE WHEN line.reached < $tiers.A * total THEN step[0] ELSE line.a END,
      b: CASE WHEN line.reached < $tiers.B * total THEN step[0] ELSE line.b END
    }) AS line
    RETURN CASE WHEN $tiers.rule = 'threshold' THEN toFloat($tiers.A) ELSE line.a END AS least_of_a,
      CASE WHEN $tiers.rule = 'threshold' THEN toFloat($tiers.B) ELSE line.b END AS least_of_b
  }
  MATCH (account:Company|Organisation)
  WHERE ($account IS NULL OR account.id = $account)
    AND coalesce(account.valid_from, $as_of) <= $as_of AND coalesce(account.valid_to, $as_of) >= $as_of
    AND coalesce(account.party, 'other') <> 'own'
    AND (account.party IN ['customer', 'prospect'] OR account.tier IS NOT NULL)
  WITH account, least_of_a, least_of_b,
    account.earnings_value * coalesce($tiers.rate[account.currency], 1.0) AS value
  WITH account, CASE
    WHEN account.tier IS NOT NULL THEN account.tier
    WHEN account.party = 'prospect' OR value IS NULL OR value <= 0 THEN 'C'
    WHEN value >= least_of_a THEN 'A'
    WHEN value >= least_of_b THEN 'B'
    ELSE 'C'
  END AS tier
  WHERE $tier IS NULL OR tier = $tier
  CALL (account, tier) {
    MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(there)<-[plays:PLAYS_ROLE]-(person:Person)
    WHERE plays.role IN ['decider', 'co_decider']
      AND all(tie IN has WHERE
        coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
      AND coalesce(there.is_open, true)
      AND coalesce(there.valid_from, $as_of) <= $as_of AND coalesce(there.valid_to, $as_of) >= $as_of
      AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
      AND coalesce(person.valid_from, $as_of) <= $as_of AND coalesce(person.valid_to, $as_of) >= $as_of
    RETURN person, CASE WHEN plays.role = 'decider' THEN 0 ELSE 1 END AS place, 0 AS guessed,
      coalesce($care[tier][plays.role].carers, 0) AS asked
    UNION ALL
    MATCH (account)<-[job:WORKS_FOR]-(holder:Person)
    WHERE $presume.enabled
      AND any(rule IN $presume.decider WHERE
        (rule.level IS NULL OR rule.level = coalesce(job.level, job.read_level)) AND
        (rule.function IS NULL OR rule.function = coalesce(job.function, job.read_function)))
      AND coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
      AND coalesce(holder.valid_from, $as_of) <= $as_of AND coalesce(holder.valid_to, $as_of) >= $as_of
      AND NOT EXISTS {
        MATCH (holder)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
        WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
          AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
      }
      AND NOT EXISTS {
        MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(place)<-[plays:PLAYS_ROLE]-(known:Person)
        WHERE all(tie IN has WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
          AND coalesce(place.is_open, true)
          AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
          AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
          AND coalesce(known.valid_from, $as_of) <= $as_of AND coalesce(known.valid_to, $as_of) >= $as_of
          AND NOT EXISTS {
            MATCH (known)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
            WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
              AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
          }
          AND (NOT EXISTS { MATCH (known)-[:WORKS_FOR]->(account) } OR EXISTS {
            MATCH (known)-[here:WORKS_FOR]->(account)
            WHERE coalesce(here.valid_to, $as_of) >= $as_of OR here.valid_from > $as_of
          })
      }
    RETURN holder AS person, 0 AS place, 1 AS guessed,
      coalesce($care[tier].decider.carers, 0) AS asked
  }
  WITH account, tier, person, min(place) AS place, max(guessed) AS guessed, max(asked) AS asked
  WHERE asked > 0 AND coalesce(person.contact_allowed, true)
  WITH account, tier, person, place, guessed
  WHERE NOT EXISTS {
    MATCH (person)<-[cares:CARES_FOR]-(one:Person)
    WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(one.valid_from, $as_of) <= $as_of
      AND EXISTS {
        MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
        WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(us.valid_from, $as_of) <= $as_of
      }
      AND ($observed.counts_as_care <> 'observed' OR cares.valid_to < $as_of OR one.valid_to < $as_of OR NOT EXISTS {
        MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
        WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
          AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
      })
  }
  CALL (account, person) {
    OPTIONAL MATCH (person)-[job:WORKS_FOR]->(employer)
    WITH employer.id = account.id AS here, employer.party = 'own' AS at_us,
      coalesce(job.level, job.read_level) AS job_level,
      coalesce(job.valid_to, $as_of) >= $as_of OR job.valid_from > $as_of AS not_over,
      coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
        AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of AS holds
    RETURN max(CASE WHEN at_us AND holds THEN 1 ELSE 0 END) AS is_ours,
      max(CASE WHEN here THEN 1 ELSE 0 END) AS was_here,
      max(CASE WHEN here AND not_over THEN 1 ELSE 0 END) AS stays_here,
      max(CASE WHEN here AND holds THEN 1 ELSE 0 END) AS is_here,
      min(CASE WHEN here AND holds THEN job_level END) AS level_here,
      min(CASE WHEN holds THEN job_level END) AS level_anywhere
  }
  WITH account, tier, person, place, guessed, was_here, stays_here,
    CASE WHEN is_here = 1 THEN level_here ELSE level_anywhere END AS level
  WHERE is_ours = 0 AND (was_here = 0 OR stays_here = 1)
  CALL (person) {
    CALL (person) {
      MATCH (person)-[theirs:TOOK_PART]->(contact:Interaction)
      WHERE contact.date > $as_of - duration({days: $observed.window_days}) AND contact.date <= $as_of
        AND $observed.counts_as_care <> 'assigned'
      RETURN contact.date AS day
      UNION
      MATCH (person)-[:HOSTS|INVITED_TO]->(occasion:Measure)
      WHERE occasion.date > $as_of - duration({days: $observed.window_days}) AND occasion.date <= $as_of
        AND $observed.counts_as_care <> 'assigned'
      RETURN occasion.date AS day
    }
    RETURN count(day) AS days
  }
  CALL (person, days) {
    WITH person, days WHERE days >= $observed.min_contacts AND days > 0
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
      WHERE occasion.status = 'done'
        AND occasion.date > $as_of - duration({days: $observed.window_days}) AND occasion.date <= $as_of
        AND one <> person
        AND ((type(theirs) = 'HOSTS' AND type(part) = 'INVITED_TO' AND part.answer = 'attended')
          OR (type(part) = 'HOSTS' AND type(theirs) = 'INVITED_TO' AND theirs.answer = 'attended'))
      RETURN one, occasion.date AS day, true AS we_start, true AS they_start
    }
    WITH one, count(DISTINCT day) AS contacts, max(CASE WHEN we_start THEN 1 ELSE 0 END) AS from_us,
      max(CASE WHEN they_start THEN 1 ELSE 0 END) AS from_them
    WHERE contacts >= $observed.min_contacts
      AND (NOT $observed.both_sides_start OR (from_us = 1 AND from_them = 1))
      AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    RETURN count(one) AS observers
  }
  WITH account, tier, person, place, guessed, level
  WHERE observers = 0
  RETURN account, tier, person, ['decider', 'co_decider'][place] AS role, guessed = 1 AS presumed, level
}
WITH account, tier, person, role, presumed, level
WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person,
  role, presumed, level
ORDER BY account, account_id, person, person_id
