// about: The accounts where at least two of their own people and role holders need care (needing).
WITH account, tier, person, employee, role
WHERE account IS NOT NULL AND (employee OR role IS NOT NULL)
WITH account, tier, count(DISTINCT person) AS needing
WHERE needing >= 2
