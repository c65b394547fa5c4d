// title: Which companies and organisations are around this account, and how are they tied to it?
// title_de: Welche Unternehmen und Organisationen umgeben diesen Kunden, und wie hängen sie mit ihm zusammen?
// uses: account
// returns: relationship, forward, other_id, other, kind, share
MATCH (account)-[tie:SUPPLIES|DISTRIBUTES_FOR|PARTNERS_WITH|PART_OF|OWNS|REGULATES|MEMBER_OF|ADVISES]-(other)
WHERE (other:Company OR other:Organisation)
  AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(other.valid_from, $as_of) <= $as_of AND coalesce(other.valid_to, $as_of) >= $as_of
RETURN type(tie) AS relationship, startNode(tie).id = account.id AS forward, other.id AS other_id, other.name AS other,
  coalesce(other.party, other.category) AS kind, tie.share AS share
ORDER BY relationship, other, other_id, forward, tie.id
