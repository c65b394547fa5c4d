// title: Who could introduce us to this person, over at most three steps?
// title_de: Wer könnte uns dieser Person vorstellen, über höchstens drei Schritte?
// about: Ways that begin with somebody whom one of ours is assigned to or knows, and go on over people who know each
//   other. Who objects to contact introduces nobody. The shortest first, then those whose weakest tie is strongest: its
//   weight is 1 to 5, and 3 where none is given.
// about_de: Wege, die bei jemandem beginnen, dem wir zugeteilt sind oder den wir kennen, und über Menschen weiterführen,
//   die einander kennen. Wer dem Kontakt widerspricht, stellt niemanden vor. Die kürzesten zuerst, dann die, deren
//   schwächste Verbindung am stärksten ist: ihr Gewicht ist 1 bis 5, und 3, wo keines angegeben ist.
// parameter: person person
// parameter: most integer = 20
// returns: steps, weakest, own_id, own, way, way_ids
MATCH path = (own:Person)-[ties:KNOWS|CARES_FOR*1..3]-(p:Person {id: $person})
WHERE own.id <> p.id
  AND EXISTS {
    (own)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND ALL(tie IN ties WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
  AND ALL(tie IN ties[1..] WHERE type(tie) = 'KNOWS')
  AND ALL(one IN nodes(path) WHERE coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of)
WITH own, ties, nodes(path) AS people
WHERE ALL(between IN people[1..-1] WHERE between.id <> $person AND coalesce(between.contact_allowed, true)
  AND NOT EXISTS {
    (between)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  })
WITH own, [one IN people | one.name] AS way, [one IN people | one.id] AS way_ids,
  [tie IN ties | coalesce(tie.weight, 3)] AS weights
WITH own, way, way_ids, size(weights) AS steps,
  max(reduce(least = 5, weight IN weights | CASE WHEN weight < least THEN weight ELSE least END)) AS weakest
RETURN steps, weakest, own.id AS own_id, own.name AS own, way, way_ids
ORDER BY steps, weakest DESC, way, way_ids
LIMIT $most
