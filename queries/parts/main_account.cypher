// about: After belongings: the one account at which something about each person is told: where care is owed,
//   else where the person has a role, else works; of several the highest tier, then the first by name.
CALL (belongs) {
  UNWIND belongs AS one
  WITH one, CASE WHEN one.needed THEN 0 WHEN one.role IS NOT NULL THEN 1 WHEN one.works THEN 2 END AS place
  WHERE place IS NOT NULL AND one.account_id IS NOT NULL
  WITH one, place, one.tier AS tier, one.name AS name, one.account_id AS id ORDER BY place, tier, name, id
  WITH collect(one)[0] AS first
  RETURN first.account AS account, first.tier AS tier, first.role AS role
}
