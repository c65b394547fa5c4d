// title: Where do we meet those who decide much more rarely than the year before?
// title_de: Wo treffen wir die, die entscheiden, viel seltener als im Jahr davor?
// about: A and B accounts: visits, meetings and events of ours with deciders and co-deciders in the last 365
//   days (recent) and in the 365 days before (before), each pair once a day.
// about_de: A- und B-Kunden: Besuche, Besprechungen und Veranstaltungen von uns mit Entscheidern und
//   Mitentscheidern in den letzten 365 Tagen (recent) und in den 365 Tagen davor (before), je Paar und Tag
//   einmal.
// uses: accounts, role_holders, co_deciding, meeting, contacts
// parameter: account account = null
// parameter: tier tier = null
// parameter: share number = policy stale.thinning_share
// parameter: least integer = policy stale.thinning_min
// returns: account_id, account, tier, recent, before
WITH account, tier, p, own, record.date AS day
WHERE channel IN ['visit', 'meeting', 'event'] AND day > $as_of - duration({days: 730})
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH DISTINCT account, tier, p, own, day
WITH account, tier,
  sum(CASE WHEN day > $as_of - duration({days: 365}) THEN 1 ELSE 0 END) AS recent,
  sum(CASE WHEN day > $as_of - duration({days: 365}) THEN 0 ELSE 1 END) AS before
WHERE before >= $least AND recent < $share * before
RETURN account.id AS account_id, account.name AS account, tier, recent, before
ORDER BY account, account_id
