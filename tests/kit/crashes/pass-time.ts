import type { Shop } from '../shop';

/**
 * Real time goes by in one shop: leases of the dead end, what waits for its next attempt is due, and nobody is thought to be still
 * answering a mutation. Business time stands, where it is on a test clock.
 */
export async function passTime({ world, tenantId }: Shop): Promise<void> {
  const past = '2000-01-01 00:00:00.000';
  const { database } = world.program;
  const change = (sql: string) => database.across('platform administration').execute(sql, [...Array<string>(sql.split('?').length - 2).fill(past), tenantId]);
  await change('UPDATE job SET due_at = ?, retry_at = ? WHERE is_on_test_clock = 0 AND tenant_id = ?');
  await change('UPDATE job SET retry_at = ? WHERE is_on_test_clock = 1 AND tenant_id = ?');
  await change('UPDATE event_stuck SET retry_at = ? WHERE tenant_id = ?');
  await change('UPDATE idempotency_key SET used_at = ? WHERE is_done = 0 AND tenant_id = ?');
}

/** Everything that is due in real time is done, and what that makes due as well. */
export async function settleAfter(shop: Shop): Promise<void> {
  await shop.world.settle();
  await passTime(shop);
  await shop.world.settle();
}
