import type { View } from '../../../platform/database/view';

/** The user with the most orders; null when no user has one. */
export async function findBusiestBuyerId(view: View): Promise<string | null> {
  const [row] = await view.rows(
    'orders: busiest buyer',
    `SELECT user_id, COUNT(*) AS order_count FROM orders WHERE tenant_id = :tenant AND user_id IS NOT NULL
     GROUP BY user_id ORDER BY order_count DESC, user_id LIMIT 1`,
  );
  return (row?.user_id as string | undefined) ?? null;
}
