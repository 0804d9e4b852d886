import type { Data, Shop } from '../shop';

const MONEY = '{ amountMinor currency }';
const OUTCOME = `query Outcome {
  subscriptions(first: 10) { edges { node { status quantity cancelAtPeriodEnd price ${MONEY} currentPeriodStart currentPeriodEnd
    cycles(first: 30) { edges { node { index status startAt endAt isSettled: settledAt } } } } } }
  invoices(first: 50) { edges { node { number status total ${MONEY} due ${MONEY} paid ${MONEY} refunded ${MONEY} lines { description amount ${MONEY} } } } }
  payments(first: 100) { edges { node { kind status attemptNumber amount ${MONEY} } } }
  orders(first: 100) { edges { node { status chargeStatus fulfillmentStatus total ${MONEY} } } }
  users(first: 10) { edges { node { creditBalances ${MONEY} points { balance } } } }
  giftCards(first: 10) { edges { node { amount ${MONEY} balance ${MONEY} } } }
}`;

/**
 * How a shop stands: what its subscribers, its books, its shelves and its gateway say, and which events were told. Without ids and
 * instants of settlement, which a detour changes.
 */
export async function outcomeOf(shop: Shop): Promise<Data> {
  const data = await shop.server.do(OUTCOME);
  const charges = await shop.world.gateway.charges(shop.tenantId);
  return {
    ...plain(data),
    payments: sorted(plain(data.payments) as unknown[]),
    gateway: sorted(charges.map(({ status, amountMinor, refundedMinor }) => `${status} ${amountMinor} - ${refundedMinor}`)),
    shelves: await shelvesOf(shop),
    events: await eventsOf(shop),
  };
}

async function shelvesOf({ world, tenantId }: Shop): Promise<string[]> {
  const rows = await world.program.database
    .across('platform administration')
    .query('SELECT on_hand, allocated FROM stock_level WHERE tenant_id = ? ORDER BY on_hand, allocated', [tenantId]);
  return rows.map(({ on_hand, allocated }) => `${String(on_hand)} on hand, ${String(allocated)} allocated`);
}

/** "2 payment.succeeded" */
async function eventsOf({ world, tenantId }: Shop): Promise<string[]> {
  const rows = await world.program.database
    .across('platform administration')
    .query('SELECT type, COUNT(*) AS times FROM event_log WHERE tenant_id = ? GROUP BY type ORDER BY type', [tenantId]);
  return rows.map(({ type, times }) => `${String(times)} ${String(type)}`);
}

function sorted(values: readonly unknown[]): string[] {
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).sort();
}

/** Connections as lists; whether something is settled, not when. */
function plain(value: unknown): any {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const { edges } = value as { edges?: { node: unknown }[] };
  if (edges) return edges.map(({ node }) => plain(node));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'isSettled' ? inner !== null : plain(inner)]));
}
