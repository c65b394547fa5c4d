// about: When today's care of each person began: the first of its days; null where one of the carers was never asked,
//   or without a date. The days since then, 365 at most, as where nobody knows.
WITH *, CASE WHEN any(one IN carers_today WHERE one.begun IS NULL) THEN null
  ELSE reduce(first = null, one IN carers_today |
    CASE WHEN first IS NULL OR one.begun < first THEN one.begun ELSE first END)
END AS care_since
WITH *, CASE WHEN care_since IS NULL OR care_since <= $as_of - duration({days: 365}) THEN 365
  ELSE duration.inDays(care_since, $as_of).days END AS care_days
