// title: At which accounts does everything hang on one of ours, or on one of theirs?
// title_de: Bei welchen Kunden hängt alles an einem von uns oder an einem von ihnen?
// about: At least two of the account's people and role holders need care (needing). side: ours, theirs,
//   both.
// about_de: Mindestens zwei Personen oder Rollenträger des Kunden brauchen Betreuung (needing). side: ours
//   = einer von uns, theirs = einer von ihnen, both = beides.
// uses: our_people, places, role_holders, third_parties, needs, levels_there, several_needing,
//   role_holders, circle, carers_today
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, needing, side, carer_id
WITH account, tier, needing, person, carers_today
WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
UNWIND carers_today AS one
WITH account, tier, needing, count(DISTINCT one.id) AS ours, count(DISTINCT person) AS theirs, min(one.id) AS only_ours
WHERE ours = 1 OR theirs = 1
RETURN account.id AS account_id, account.name AS account, tier, needing,
  CASE WHEN ours = 1 AND theirs = 1 THEN 'both' WHEN ours = 1 THEN 'ours' ELSE 'theirs' END AS side, CASE WHEN ours = 1 THEN only_ours END AS carer_id
ORDER BY account, account_id
