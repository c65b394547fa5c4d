// title: On which level do these people at our accounts stand? Nobody has said, and the job title does not tell.
// title_de: Auf welcher Ebene stehen diese Leute bei unseren Kunden? Es ist nicht angegeben, und die Berufsbezeichnung
//   verrät es nicht.
// uses: accounts, people
// returns: account_id, account, tier, person_id, person, job_title, department
WITH account, tier, p, w, job_level
WHERE job_level IS NULL
RETURN account.id AS account_id, account.name AS account, tier, p.id AS person_id, p.name AS person,
  w.job_title AS job_title, w.department AS department
ORDER BY tier, account, account_id, person, person_id, w.id
