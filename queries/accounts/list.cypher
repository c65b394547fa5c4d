// title: Which accounts do we have, of which tier, and what are they worth to us?
// title_de: Welche Kunden haben wir, in welcher Klasse, und was sind sie uns wert?
// uses: accounts
// parameter: tier tier = null
// returns: account_id, account, tier, tier_given, party, value, currency, industry, country
WITH account, value, tier
WHERE $tier IS NULL OR tier = $tier
RETURN account.id AS account_id, account.name AS account, tier, account.tier IS NOT NULL AS tier_given,
  coalesce(account.party, account.category) AS party, account.earnings_value AS value,
  account.currency AS currency, account.industry AS industry, account.country AS country
ORDER BY tier, value DESC, account, account_id
