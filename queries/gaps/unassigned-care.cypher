// title: For whom do we care without anybody having been asked to?
// title_de: Wen betreuen wir, ohne dass jemand den Auftrag hat?
// about: People of an account, and those who need care, whose contacts with one of ours are care, and who are assigned
//   to nobody; told at the account where they count most.
// about_de: Personen eines Kunden und alle, die Betreuung brauchen, deren Kontakte mit jemandem von uns Betreuung sind und
//   die niemandem zugeordnet sind; bei dem Kunden, bei dem sie am meisten zählen.
// uses: any_contact, places, role_holders, third_parties, workers, belongings, main_account, observers, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, carer_id, in_contact
WITH * WHERE size(observers) > 0 AND any(one IN belongs WHERE one.works OR one.needed)
  AND NOT EXISTS {
    MATCH (someone:Person)-[cares:CARES_FOR]->(person)
    WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
      AND coalesce(someone.valid_from, $as_of) <= $as_of AND coalesce(someone.valid_to, $as_of) >= $as_of
      AND EXISTS {
        MATCH (someone)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
        WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
          AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
      }
  }
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  CASE WHEN size(observers) = 1 THEN observers[0].id END AS carer_id,
  [one IN observers | one.name] AS in_contact
ORDER BY account, account_id, person, person_id
