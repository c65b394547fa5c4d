// title: Who has a carer, but fewer than should be?
// title_de: Wer hat einen Betreuer, aber weniger als nötig?
// about: required: carers and deputy together, as the care policy asks.
// about_de: required: Betreuer und Vertretung zusammen, wie es die Betreuungsrichtlinie verlangt.
// uses: our_people, places, role_holders, third_parties, needs, carers_today, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, present, required, carer_id, carers
WITH * WHERE size(carers_today) > 0 AND size(carers_today) < carers + deputies
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  size(carers_today) AS present, carers + deputies AS required,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id
