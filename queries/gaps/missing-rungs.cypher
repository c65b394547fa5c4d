// title: On which levels of an account does nobody of ours meet anybody?
// title_de: Auf welchen Ebenen eines Kunden trifft niemand von uns jemanden?
// about: Levels where one of the account's people needs somebody as senior, and nobody of ours on that very
//   level cares for anybody.
// about_de: Ebenen, auf denen jemand beim Kunden einen Betreuer auf Augenhöhe braucht und niemand von uns
//   auf genau dieser Ebene jemanden betreut.
// uses: our_levels, places, role_holders, third_parties, needs, levels_there, rungs, carers_today
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, level, people
WITH account, tier, rung, count(person) AS people,
  max(CASE WHEN any(one IN carers_today WHERE one.level = rung) THEN 1 ELSE 0 END) AS paired
WHERE paired = 0 AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, rung AS level, people
ORDER BY account, account_id, level
