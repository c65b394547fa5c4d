// title: Which companies belong to the group of this account?
// title_de: Welche Unternehmen gehören zur Gruppe dieses Kunden?
// about: Parents stand above (steps below zero), subsidiaries below; up to six steps.
// about_de: Mütter stehen darüber (Schritte unter null), Töchter darunter; bis zu sechs Schritte.
// uses: account
// returns: steps, company_id, company, kind, value, tier
CALL (account) {
  MATCH path = (account)-[ties:PART_OF*1..6]->(other)
  WHERE ALL(tie IN ties WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
    AND ALL(one IN nodes(path) WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of)
  RETURN other, min(-size(ties)) AS steps
  UNION ALL
  MATCH path = (account)<-[ties:PART_OF*1..6]-(other)
  WHERE ALL(tie IN ties WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
    AND ALL(one IN nodes(path) WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of)
  RETURN other, min(size(ties)) AS steps
}
RETURN steps, other.id AS company_id, other.name AS company, coalesce(other.party, other.category) AS kind,
  other.earnings_value AS value, other.tier AS tier
ORDER BY steps, company, company_id
