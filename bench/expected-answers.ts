import type { BenchDatabase } from './database';
import type { LoadRequest } from './load';
import type { BenchShop } from './shop';
import type { WorkloadName } from './workloads';

type Row = Record<string, any>;

/** What the database says that the answer to a request must be, by statements of the benchmark's own. */
export async function expectedAnswer(name: WorkloadName, request: LoadRequest, { shop, database }: { shop: BenchShop; database: BenchDatabase }): Promise<object> {
  const { variables } = JSON.parse(request.body) as { variables: { after?: string | null; id?: string } };
  if (name === 'W1') {
    const products = await database.rows('SELECT id, name, created_at FROM product WHERE tenant_id = ? ORDER BY created_at DESC, id DESC', [shop.tenantId]);
    const position = variables.after ? (JSON.parse(Buffer.from(variables.after, 'base64url').toString()) as string[]).at(-1) : null;
    const start = position ? products.findIndex(({ id }) => id === position) + 1 : 0;
    const page = products.slice(start, start + 20);
    const variants = await variantsOf(database, page);
    return { products: edges(page.map(({ id, name: title }) => ({ id, name: title, variants: edges(variants.get(id as string)!) }))) };
  }
  if (name === 'W4') {
    const page = await database.rows('SELECT id, name, description FROM product WHERE id = ?', [variables.id]);
    const variants = await variantsOf(database, page);
    return { product: { ...page[0]!, variants: edges(variants.get(page[0]!.id as string)!) } };
  }
  return accountOf(database, shop.userIds[shop.tokens.indexOf(request.headers.authorization!.slice('Bearer '.length))]!);
}

/** What the database says of the order that an answer of W3 names. */
export async function expectedOrder(database: BenchDatabase, { orderPlace: { order } }: Row): Promise<object> {
  const [row] = await database.rows(
    `SELECT o.id, o.number, o.status, o.charge_status, SUM(l.quantity * v.price_minor) AS total, COUNT(*) AS line_count, i.paid_minor,
       (SELECT COUNT(*) FROM payment p WHERE p.invoice_id = o.invoice_id AND p.status = 'SUCCEEDED') AS payments
     FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product_variant v ON v.id = l.variant_id JOIN invoice i ON i.id = o.invoice_id
     WHERE o.id = ? GROUP BY o.id`,
    [order.id],
  );
  if (!row || Number(row.line_count) !== 3 || Number(row.payments) !== 1 || Number(row.paid_minor) !== Number(row.total)) {
    throw new Error(`the database knows otherwise of ${JSON.stringify(order)}: ${JSON.stringify(row)}`);
  }
  const total = { amountMinor: Number(row.total), currency: 'GBP' };
  return { orderPlace: { order: { id: row.id, number: row.number, status: row.status, chargeStatus: row.charge_status, total }, userErrors: [] } };
}

const edges = (nodes: readonly object[]) => ({ edges: nodes.map((node) => ({ node })) });

async function variantsOf(database: BenchDatabase, products: readonly Row[]): Promise<Map<string, Row[]>> {
  const variants = await database.rows(
    `SELECT v.id, v.product_id, v.name, v.sku, v.price_minor, v.currency,
       (SELECT SUM(s.on_hand - s.allocated - s.reserved) FROM stock_level s WHERE s.variant_id = v.id) AS available
     FROM product_variant v WHERE v.product_id IN (?) ORDER BY v.created_at, v.id`,
    [products.map(({ id }) => id as string)],
  );
  return new Map(
    products.map(({ id }) => [
      id as string,
      variants
        .filter(({ product_id: productId }) => productId === id)
        .map((row) => ({ id: row.id, name: row.name, sku: row.sku, price: { amountMinor: Number(row.price_minor), currency: row.currency }, available: Number(row.available) })),
    ]),
  );
}

async function accountOf(database: BenchDatabase, userId: string): Promise<object> {
  const [user] = await database.rows('SELECT id, name FROM user WHERE id = ?', [userId]);
  const orders = await database.rows('SELECT * FROM orders WHERE user_id = ? ORDER BY placed_at DESC, id DESC LIMIT 10', [userId]);
  const lines = await database.rows(
    `SELECT l.id, l.order_id, l.quantity, v.id AS variant_id, v.name FROM order_line l JOIN product_variant v ON v.id = l.variant_id
     WHERE l.order_id IN (?) ORDER BY l.position`,
    [orders.map(({ id }) => id as string)],
  );
  const nodes = orders.map(({ id, number, status, total_minor: total, currency }) => ({
    id,
    number,
    status,
    total: { amountMinor: Number(total), currency },
    lines: lines
      .filter(({ order_id: orderId }) => orderId === id)
      .map((line) => ({ id: line.id, quantity: line.quantity, variant: { id: line.variant_id, name: line.name } })),
  }));
  return { viewer: { ...user!, orders: edges(nodes) } };
}
