// title: Which accounts belong to a larger group, and what is above them?
// title_de: Welche Kunden gehören zu einer größeren Gruppe, und was steht über ihnen?
// uses: accounts
// returns: account_id, account, tier, parent_id, parent, parent_kind
MATCH (account)-[tie:PART_OF]->(parent)
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(parent.valid_from, $as_of) <= $as_of AND coalesce(parent.valid_to, $as_of) >= $as_of
RETURN account.id AS account_id, account.name AS account, tier, parent.id AS parent_id, parent.name AS parent,
  coalesce(parent.party, parent.category) AS parent_kind
ORDER BY parent, parent_id, account, account_id
