import { invariantsPort } from '../../../src/platform/invariant';
import type { Row } from '../../../src/platform/database/engine';
import { violationsIn } from '../invariants';
import type { Shop } from '../shop';

/** What must hold in a shop whenever nothing is under way: the invariants of the program, and what only a bystander sees. Sentences, one a breach. */
export async function lawsOf(shop: Shop): Promise<string[]> {
  const { program } = shop.world;
  const { view } = await program.openSystemContext(shop.tenantId);
  const violations = await violationsIn(view, program.ports.get(invariantsPort));
  return [
    ...Object.entries(violations).map(([name, ids]) => `${name}: ${ids.join(', ')}`),
    ...(await logIsWhole(shop)),
    ...(await nothingIsStuck(shop)),
    ...(await gatewayAgrees(shop)),
    ...(await oneChargeACycle(shop)),
  ];
}

function rowsOf({ world, tenantId }: Shop, sql: string): Promise<Row[]> {
  return world.program.database.across('platform administration').query(sql, [tenantId]);
}

async function logIsWhole(shop: Shop): Promise<string[]> {
  const [log] = await rowsOf(shop, 'SELECT COUNT(*) AS events, COUNT(DISTINCT id) AS ids, MAX(sequence) AS last FROM event_log WHERE tenant_id = ?');
  const [events, ids, last] = [Number(log!.events), Number(log!.ids), Number(log!.last ?? 0)];
  return events === last && ids === events ? [] : [`the log has ${events} events with ${ids} ids up to number ${last}`];
}

async function nothingIsStuck(shop: Shop): Promise<string[]> {
  const [parked, stuck, failed] = await Promise.all([
    rowsOf(shop, `SELECT kind, error FROM job WHERE tenant_id = ? AND (state = 'PARKED' OR error IS NOT NULL)`),
    rowsOf(shop, 'SELECT consumer, error FROM event_stuck WHERE tenant_id = ?'),
    rowsOf(shop, `SELECT failure FROM test_clock WHERE tenant_id = ? AND status = 'FAILED'`),
  ]);
  return [
    ...parked.map(({ kind, error }) => `the job ${String(kind)} failed: ${String(error)}`),
    ...stuck.map(({ consumer, error }) => `the reaction ${String(consumer)} is stuck: ${String(error)}`),
    ...failed.map(({ failure }) => `the test clock failed: ${String(failure)}`),
  ];
}

/** What we know to be paid, and given back, is what the gateway knows. */
async function gatewayAgrees(shop: Shop): Promise<string[]> {
  const rows = await rowsOf(shop, `SELECT id, status, amount_minor, refunded_minor FROM payment WHERE tenant_id = ? AND kind = 'CHARGE' AND gateway IS NOT NULL`);
  const ours = rows.filter(({ status }) => status === 'SUCCEEDED').map((row) => `${String(row.id)} ${String(row.amount_minor)} - ${String(row.refunded_minor)}`);
  const charges = (await shop.world.gateway.charges(shop.tenantId)).filter(({ status }) => status === 'SUCCEEDED');
  const theirs = charges.map(({ metadata, amountMinor, refundedMinor }) => `${metadata.attemptId} ${amountMinor} - ${refundedMinor}`);
  const unsettled = new Set(rows.filter(({ status }) => status !== 'SUCCEEDED' && status !== 'FAILED').map(({ id }) => String(id)));
  return [
    ...ours.filter((one) => !theirs.includes(one)).map((one) => `the gateway does not know of ${one}`),
    ...theirs.filter((one) => !ours.includes(one) && !unsettled.has(one.split(' ')[0]!)).map((one) => `only the gateway knows of ${one}`),
  ];
}

async function oneChargeACycle(shop: Shop): Promise<string[]> {
  const rows = await rowsOf(
    shop,
    `SELECT i.purpose_id FROM payment p JOIN invoice i ON i.tenant_id = p.tenant_id AND i.id = p.invoice_id
     WHERE p.tenant_id = ? AND p.kind = 'CHARGE' AND p.status = 'SUCCEEDED' AND p.refunded_minor < p.amount_minor AND i.purpose_kind = 'SUBSCRIPTION_CYCLE'
     GROUP BY i.purpose_id HAVING COUNT(*) > 1`,
  );
  return rows.map(({ purpose_id: id }) => `the cycle ${String(id)} was charged more than once`);
}
