import type { Row } from '../../../platform/database/engine';
import { instantFromText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import { productIdsOfVariants } from '../../catalog/contract';
import { OrderStatus } from '../model/order-status';

/** Lines read at once: a few hundred kilobytes. */
const PAGE = 4_000;
const LATEST = 20;
const BOUGHT: readonly OrderStatus[] = [OrderStatus.CONFIRMED, OrderStatus.COMPLETED];
const COLUMNS = 'l.id, l.order_id, l.variant_id, l.quantity, o.user_id, o.placed_at, o.status';
const WITH_ORDER = 'JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id';

/** A line of an order that was paid. */
export interface Purchase {
  readonly orderId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly productId: string;
  readonly quantity: number;
  /** When the order was placed. */
  readonly purchasedAt: Date;
}

export interface PurchasePage {
  readonly purchases: readonly Purchase[];
  /** Give it as `after` to read on; null at the end. */
  readonly next: string | null;
}

/** All that was ever bought, imported history included, page by page in the order in which it was written down. */
export async function pageOfPurchases(view: View, after: string | null): Promise<PurchasePage> {
  // The lines are chosen before they are joined: a database that begins with the orders would sort all lines for every page.
  const rows = await view.rows(
    'order_line: purchases',
    `SELECT ${COLUMNS} FROM (SELECT tenant_id, id, order_id, variant_id, quantity FROM order_line
       WHERE tenant_id = :tenant AND id > :after ORDER BY id LIMIT ${PAGE}) AS l ${WITH_ORDER}
     WHERE o.tenant_id = :tenant ORDER BY l.id`,
    { after: after ?? '' },
  );
  return { purchases: await toPurchases(view, rows), next: (rows.at(-1)?.id as string | undefined) ?? null };
}

/** What a user bought with her newest orders that were paid. */
export async function latestPurchasesOf(view: View, userId: string): Promise<Purchase[]> {
  const rows = await view.rows(
    'order_line: latest purchases',
    `SELECT ${COLUMNS} FROM (SELECT tenant_id, id, user_id, placed_at, status FROM orders
       WHERE tenant_id = :tenant AND user_id = :userId AND status IN (:bought) ORDER BY placed_at DESC, id DESC LIMIT ${LATEST}) AS o
     JOIN order_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.id WHERE l.tenant_id = :tenant ORDER BY l.id`,
    { userId, bought: BOUGHT },
  );
  return toPurchases(view, rows);
}

/** What was bought with one order; empty unless it was paid. */
export async function purchasesOfOrder(view: View, orderId: string): Promise<Purchase[]> {
  const rows = await view.rows(
    'order_line: purchases of an order',
    `SELECT ${COLUMNS} FROM order_line l ${WITH_ORDER} WHERE l.tenant_id = :tenant AND l.order_id = :orderId ORDER BY l.id`,
    { orderId },
  );
  return toPurchases(view, rows);
}

async function toPurchases(view: View, rows: readonly Row[]): Promise<Purchase[]> {
  const bought = rows.filter(({ status }) => BOUGHT.includes(status as OrderStatus));
  const productIds = await productIdsOfVariants(view, [...new Set(bought.map((row) => row.variant_id as string))]);
  return bought.map((row) => ({
    orderId: row.order_id as string,
    userId: row.user_id as string | null,
    productId: productIds.get(row.variant_id as string)!,
    quantity: Number(row.quantity),
    purchasedAt: instantFromText(row.placed_at as string),
  }));
}
