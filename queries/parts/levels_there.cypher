// about: The level of each person: the most senior known of the jobs at the account; of those not employed
//   there, of all jobs.
CALL (account, person) {
  OPTIONAL MATCH (person)-[job:WORKS_FOR]->(employer)
  WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
  WITH coalesce(employer.id = account.id, false) AS here, coalesce(job.level, job.read_level) AS job_level
  WITH max(CASE WHEN here THEN 1 ELSE 0 END) = 1 AS employee,
    min(CASE WHEN here THEN job_level END) AS level_here, min(job_level) AS level_anywhere
  RETURN employee, CASE WHEN employee THEN level_here ELSE level_anywhere END AS level
}
