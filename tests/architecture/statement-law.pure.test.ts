import { StatementLaw } from '../kit/statement-law';
import type { LawTable } from '../kit/tenant-reach';

const ordinary: LawTable = { tenantColumn: 'tenant_id', hasKeyAcrossTenants: false };
const tables = new Map<string, LawTable>([
  ['order', ordinary],
  ['line', ordinary],
  ['user', ordinary],
  ['job', ordinary],
  ['tenant', { tenantColumn: 'id', hasKeyAcrossTenants: false }],
  ['api_key', { tenantColumn: 'tenant_id', hasKeyAcrossTenants: true }],
]);

function breachesOf(sql: string, tenantId: string | null = 'mine'): string[] {
  const law = new StatementLaw(tables);
  const parameters = [...sql.matchAll(/\?(\w*)/g)].map(([, word]) => (word === 'theirs' ? 'theirs' : 'mine'));
  const text = sql.replaceAll(/\?\w+/g, '?');
  law.check({ sql: text, parameters, tenantId });
  return law.breaches.map((breach) => breach.replace(`: ${text}`, ''));
}

const lawful: readonly [why: string, sql: string][] = [
  ['a plain read', 'SELECT `id` FROM `order` WHERE `tenant_id` = ? AND `id` = ?'],
  ['a name in a comment, locks, sort and limit', '/* order: mine */ SELECT id FROM `order` WHERE tenant_id = ? ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED'],
  ['the tenant on the right, or not first', 'SELECT 1 FROM user WHERE name = ? AND ? = tenant_id'],
  ['an OR inside brackets', 'SELECT 1 FROM user WHERE tenant_id = ? AND (a <= ? AND (a < ? OR id < ?))'],
  ['conditions in brackets', 'SELECT 1 FROM user WHERE (tenant_id = ? AND id = ?)'],
  ['its own tenant', 'SELECT name FROM tenant WHERE id = ?'],
  ['a join over the tenant', 'SELECT l.id FROM line l JOIN `order` o ON o.tenant_id = l.tenant_id AND o.id = l.order_id WHERE l.tenant_id = ?'],
  ['the same, from the other side', 'SELECT l.id FROM line l INNER JOIN `order` AS o ON o.tenant_id = l.tenant_id WHERE o.tenant_id = ?'],
  ['a chain of joins', 'SELECT 1 FROM line l JOIN `order` o ON o.tenant_id = l.tenant_id LEFT JOIN user u ON u.tenant_id = o.tenant_id AND u.id = o.user_id WHERE l.tenant_id = ?'],
  ['a join by USING', 'SELECT 1 FROM line l JOIN `order` o USING (tenant_id, order_id) WHERE l.tenant_id = ?'],
  ['a list of tables', 'SELECT 1 FROM line l, `order` o WHERE l.tenant_id = ? AND o.tenant_id = ?'],
  ['a subselect as table', 'SELECT * FROM (SELECT id FROM `order` WHERE tenant_id = ? LIMIT 3) AS s'],
  ['a UNION ALL of them', 'SELECT * FROM (SELECT id FROM line WHERE tenant_id = ? LIMIT 3) AS a UNION ALL SELECT * FROM (SELECT id FROM line WHERE tenant_id = ?) AS b'],
  ['branches in brackets', '(SELECT id FROM line WHERE tenant_id = ?) UNION (SELECT id FROM line WHERE tenant_id = ?)'],
  ['a correlated EXISTS', 'SELECT 1 FROM `order` o WHERE o.tenant_id = ? AND NOT EXISTS (SELECT 1 FROM line l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id)'],
  ['a subselect with a parameter of its own', 'SELECT (SELECT COUNT(*) FROM line WHERE tenant_id = ?) AS n FROM `order` WHERE tenant_id = ?'],
  ['a CASE', `SELECT SUM(CASE WHEN a = 1 AND b = 2 THEN 1 ELSE 0 END) FROM line WHERE tenant_id = ?`],
  ['a common table expression', 'WITH recent AS (SELECT tenant_id, id FROM `order` WHERE tenant_id = ?) SELECT * FROM recent r JOIN line l ON l.tenant_id = r.tenant_id'],
  ['a recursive one', 'WITH RECURSIVE days (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 9) SELECT n FROM days LEFT JOIN line l ON l.tenant_id = ? AND l.day = n'],
  ['no table at all', 'SELECT 1'],
  ['an insert', 'INSERT INTO `line` (`tenant_id`, `id`) VALUES (?, ?), (?, ?)'],
  ['an insert that overwrites', 'INSERT INTO job (kind, tenant_id) VALUES (?, ?) ON DUPLICATE KEY UPDATE kind = VALUES(kind)'],
  ['the same on SQLite', 'INSERT INTO job (kind, tenant_id) VALUES (?, ?) ON CONFLICT (tenant_id, kind) DO UPDATE SET kind = excluded.kind'],
  ['an insert of what was read', 'INSERT INTO line (id, tenant_id) SELECT id, tenant_id FROM `order` o WHERE o.tenant_id = ?'],
  ['an insert of what was read, with the tenant as parameter', 'INSERT INTO line (tenant_id, id) SELECT ?, o.id FROM `order` o WHERE o.tenant_id = ?'],
  ['an update', 'UPDATE `order` SET status = ? WHERE tenant_id = ? AND id IN (?, ?)'],
  ['an update by a subselect', 'UPDATE `order` SET n = (SELECT COUNT(*) FROM line l WHERE l.tenant_id = ? AND l.order_id = `order`.id) WHERE tenant_id = ?'],
  ['a delete', 'DELETE FROM line WHERE tenant_id = ? AND sequence BETWEEN ? AND ?'],
];

test.each(lawful)('control: %s is lawful', (_why, sql) => {
  expect(breachesOf(sql)).toEqual([]);
});

const unlawful: readonly [breach: string, sql: string][] = [
  ['does not hold order to its tenant', 'SELECT `id` FROM `order` WHERE `id` = ?'],
  ['does not hold order to its tenant', 'SELECT tenant_id FROM `order`'],
  ['does not hold order to its tenant', '/* tenant_id = ? */ SELECT 1 FROM `order` -- WHERE tenant_id = ?'],
  ['does not hold order to its tenant', `SELECT 1 FROM \`order\` WHERE note = 'tenant_id = ?'`],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id = ? OR id = ?'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id = ? AND a = ? OR id = ?'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE NOT tenant_id = ?'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id <> ?'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id IN (?, ?)'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id = tenant_id'],
  ['does not hold order to its tenant', `SELECT 1 FROM \`order\` WHERE tenant_id = 'theirs'`],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE a BETWEEN f(?) AND tenant_id = ?'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` WHERE CASE WHEN 1 AND tenant_id = ? AND 1 THEN 0 ELSE 1 END'],
  ['does not hold order to its tenant', 'SELECT 1 FROM `order` GROUP BY a HAVING tenant_id = ?'],
  ['does not hold tenant to its tenant', 'SELECT name FROM tenant WHERE account_id = ?'],
  ['does not hold line (l) to its tenant', 'SELECT 1 FROM `order` o JOIN line l ON l.order_id = o.id WHERE o.tenant_id = ?'],
  ['does not hold line (l) to its tenant', 'SELECT 1 FROM `order` o JOIN line l ON l.tenant_id <> o.tenant_id WHERE o.tenant_id = ?'],
  ['does not hold order (o) to its tenant', 'SELECT 1 FROM `order` o LEFT JOIN line l ON l.tenant_id = ? AND o.tenant_id = ?'],
  ['does not hold order (o) to its tenant', 'SELECT 1 FROM `order` o LEFT JOIN line l ON l.tenant_id = ? AND o.tenant_id = l.tenant_id'],
  ['does not hold line to its tenant', 'SELECT 1 FROM `order` o, line WHERE o.tenant_id = ?'],
  ['does not hold line to its tenant', 'SELECT * FROM (SELECT id FROM line LIMIT 3) AS s'],
  ['does not hold line to its tenant', 'SELECT id FROM line WHERE tenant_id = ? UNION ALL SELECT id FROM line WHERE id = ?'],
  ['does not hold line to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id = ? AND id IN (SELECT order_id FROM line)'],
  ['does not hold line to its tenant', 'SELECT (SELECT COUNT(*) FROM line) FROM `order` WHERE tenant_id = ?'],
  ['does not hold line to its tenant', 'SELECT 1 FROM `order` WHERE tenant_id = ? ORDER BY (SELECT id FROM line LIMIT 1)'],
  ['does not hold line (l) to its tenant', 'WITH o AS (SELECT id FROM `order` WHERE tenant_id = ?) SELECT 1 FROM o JOIN line l ON l.order_id = o.id'],
  ['does not hold line to its tenant', 'WITH o AS (SELECT id FROM line) SELECT 1 FROM o'],
  ['does not hold order (o) to its tenant', 'SELECT 1 FROM `order` o WHERE EXISTS (SELECT 1 FROM line l WHERE l.tenant_id = ? AND o.tenant_id = l.tenant_id)'],
  ['reads account, which belongs to no tenant', 'SELECT name FROM account WHERE id = ?'],
  ['asks for another tenant than its own', 'SELECT 1 FROM `order` WHERE tenant_id = ?theirs'],
  ['asks for another tenant than its own', 'SELECT 1 FROM `order` o JOIN line l ON l.tenant_id = ?theirs WHERE o.tenant_id = ?'],
  ['asks for another tenant than its own', 'INSERT INTO line (id, tenant_id) VALUES (?, ?), (?, ?theirs)'],
  ['inserts into line without tenant_id', 'INSERT INTO line (id) VALUES (?)'],
  ['inserts a row into line whose tenant is no parameter', `INSERT INTO line (id, tenant_id) VALUES (?, 'theirs')`],
  ['inserts a row into line whose tenant is not the tenant of a source', `INSERT INTO line (id, tenant_id) SELECT id, id FROM \`order\` WHERE tenant_id = ?`],
  ['does not hold order to its tenant', 'INSERT INTO line (tenant_id, id) SELECT ?, id FROM `order`'],
  ['does not hold line to its tenant', 'INSERT INTO job (tenant_id, kind) VALUES (?, (SELECT id FROM line LIMIT 1))'],
  ['overwrites on conflict in api_key, which has a key across tenants', 'INSERT INTO api_key (tenant_id) VALUES (?) ON DUPLICATE KEY UPDATE name = VALUES(name)'],
  ['moves a row to another tenant', 'INSERT INTO job (tenant_id) VALUES (?) ON CONFLICT (kind) DO UPDATE SET tenant_id = excluded.tenant_id'],
  ['moves a row to another tenant', 'UPDATE `order` SET tenant_id = ? WHERE tenant_id = ?'],
  ['does not hold order to its tenant', 'UPDATE `order` SET status = ?'],
  ['does not hold order to its tenant', 'UPDATE `order` SET status = ?, note = ? WHERE id = ?'],
  ['does not hold line (l) to its tenant', 'UPDATE `order` o JOIN line l ON l.order_id = o.id SET o.n = 1 WHERE o.tenant_id = ?'],
  ['does not hold line to its tenant', 'DELETE FROM line'],
  ['does not hold line to its tenant', 'DELETE FROM line WHERE id IN (?)'],
  ['cannot be read: it is no SELECT, INSERT, UPDATE or DELETE FROM', 'DROP TABLE line'],
  ['cannot be read: it is no SELECT, INSERT, UPDATE or DELETE FROM', 'REPLACE INTO line (tenant_id) VALUES (?)'],
  ['cannot be read: it has a join that cannot be read', 'SELECT 1 FROM line NATURAL JOIN `order` WHERE tenant_id = ?'],
  ['cannot be read: its INSERT names no columns', 'INSERT INTO line VALUES (?)'],
];

test.each(unlawful)('control: it %s: %s', (breach, sql) => {
  expect(breachesOf(sql)).toContain(breach);
});

test('control: a statement over all tenants opens with a reason that is on the list', () => {
  expect(breachesOf('/* cross-tenant: job claim */ SELECT * FROM job', null)).toEqual([]);
  expect(breachesOf('/* cross-tenant: because */ SELECT * FROM job', null)).toHaveLength(1);
  expect(breachesOf('SELECT * FROM job', null)).toHaveLength(1);
  expect(breachesOf('/* cross-tenant: job claim */ SELECT * FROM job', 'mine')).toEqual(['does not hold job to its tenant']);
});
