// title: Which customers have no earnings value, so that their tier cannot follow from it?
// title_de: Welche Kunden haben keinen Ertragswert, sodass ihre Klasse nicht daraus folgen kann?
// uses: accounts
// returns: account_id, account, tier, tier_given, party
WITH account, tier
WHERE account.party IN ['customer', 'prospect'] AND account.earnings_value IS NULL
RETURN account.id AS account_id, account.name AS account, tier, account.tier IS NOT NULL AS tier_given,
  account.party AS party
ORDER BY account, account_id
