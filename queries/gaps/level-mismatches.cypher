// title: Who should meet somebody as senior and has only carers on lower levels?
// title_de: Wer sollte jemanden auf Augenhöhe haben und wird nur von niedrigeren Ebenen betreut?
// about: Carers of unknown level are left out; tolerance is how much lower a carer may stand.
// about_de: Betreuer ohne bekannte Ebene bleiben außen vor; tolerance sagt, wie viel tiefer ein Betreuer
//   stehen darf.
// uses: our_levels, places, role_holders, third_parties, needs, levels_there, carers_today
// parameter: account account = null
// parameter: tier tier = null
// parameter: tolerance integer = policy levels.tolerance
// returns: account_id, account, tier, person_id, person, role, level, carer_levels, carer_id, carers
WITH *, [one IN carers_today WHERE one.level IS NOT NULL | one.level] AS carer_levels
WHERE same_level AND level IS NOT NULL AND size(carer_levels) > 0
  AND none(one IN carer_levels WHERE one <= level + $tolerance)
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level, carer_levels,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id
