import type { WorkloadName } from './workloads';

export type Row = Record<string, any>;

/** Makes the answer of a read workload of the rows of its statements, level by level. */
export function answerFrom(name: WorkloadName, results: readonly (readonly Row[])[]): object {
  if (name === 'W1') return catalogue(results);
  if (name === 'W2') return account(results);
  return oneProduct(results);
}

const money = (amountMinor: unknown, currency: unknown) => ({ amountMinor: Number(amountMinor), currency });

function catalogue([products, variants, levels]: readonly (readonly Row[])[]): object {
  const byProduct = variantsByProduct(variants!, levels!);
  // The statement reads one row more than the page shows.
  const page = products!.slice(0, 20);
  return { products: { edges: page.map(({ id, name }) => ({ node: { id, name, variants: { edges: byProduct.get(id) ?? [] } } })) } };
}

function oneProduct([products, variants, levels]: readonly (readonly Row[])[]): object {
  const { id, name, description } = products![0]!;
  return { product: { id, name, description, variants: { edges: variantsByProduct(variants!, levels!).get(id) ?? [] } } };
}

function variantsByProduct(variants: readonly Row[], levels: readonly Row[]): Map<unknown, object[]> {
  const available = new Map(levels.map((level) => [level.variant_id, Number(level.available)]));
  return grouped(variants, 'product_id', ({ id, name, sku, price_minor: price, currency }) => ({
    node: { id, name, sku, price: money(price, currency), available: available.get(id) ?? 0 },
  }));
}

function account([users, orders, lines, variants]: readonly (readonly Row[])[]): object {
  const { id, name } = users![0]!;
  const variantById = new Map(variants!.map((variant) => [variant.id, { id: variant.id, name: variant.name }]));
  const linesByOrder = grouped(lines!, 'order_id', (line) => ({ id: line.id, quantity: line.quantity, variant: variantById.get(line.variant_id) }));
  const edges = orders!.slice(0, 10).map((order) => ({
    node: { id: order.id, number: order.number, status: order.status, total: money(order.total_minor, order.currency), lines: linesByOrder.get(order.id) ?? [] },
  }));
  return { viewer: { id, name, orders: { edges } } };
}

function grouped(rows: readonly Row[], by: string, toValue: (row: Row) => object): Map<unknown, object[]> {
  const groups = new Map<unknown, object[]>();
  for (const row of rows) {
    const group = groups.get(row[by]);
    if (group) group.push(toValue(row));
    else groups.set(row[by], [toValue(row)]);
  }
  return groups;
}
