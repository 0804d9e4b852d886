import { openProgram, type Program } from '../src/app/program';
import { AccessTokens, importUsers, UserRole, type User } from '../src/capabilities/identity/contract';
import { importOrders } from '../src/capabilities/orders/contract';
import { getVariants, importProducts, variantIdsBySku, type NewProduct } from '../src/capabilities/catalog/contract';
import { receiveStock } from '../src/capabilities/stock/contract';
import { createApiKey, createTenant } from '../src/capabilities/tenants/contract';
import { addMs, HOUR_MS, MINUTE_MS, parseInstant } from '../src/kernel/clock';
import { readConfig } from '../src/platform/config/config';
import type { Desk } from '../src/platform/database/desk';
import { createLogger } from '../src/platform/observability/logger';

export const PRODUCTS = 1_000;
const VARIANTS_EACH = 2;
const USERS = 2_000;
const ORDERS_EACH = 5;
/** Buyers have a longer history, so that a page of ten is full. */
export const READERS = 100;
const ORDERS_OF_READER = 15;
const LINES_EACH = 3;
const BATCH = 500;
const PIECES = 1_000_000;
const TOKEN_SECONDS = 4 * 60 * 60;
const FIRST_ORDER_AT = parseInstant('2026-01-01T00:00:00Z')!;

/** What a run needs to know of the shop that it asks about. */
export interface BenchShop {
  readonly tenantId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Access tokens of the users with the longest history. */
  readonly tokens: readonly string[];
  readonly userIds: readonly string[];
}

/** A LIVE shop: 1,000 products of two variants, 2,000 users, about 11,000 orders of three lines. */
export async function fillShop(environment: NodeJS.ProcessEnv): Promise<BenchShop> {
  const program = await openProgram(readConfig(environment), createLogger('error'));
  try {
    const { tenantId } = await createTenant(
      program.database,
      { name: 'Bench shop', mode: 'LIVE', currency: 'GBP', timeZone: 'Europe/London' },
      program.capabilities.flatMap(({ reactions }) => reactions ?? []).map(({ name }) => name),
    );
    const desk = await program.openSystemContext(tenantId);
    const publishable = await desk.transact((work) => createApiKey(work, { kind: 'PUBLISHABLE', name: 'web' }));
    const secret = await desk.transact((work) => createApiKey(work, { kind: 'SECRET', name: 'server' }));
    const variantIds = await fillCatalog(desk);
    const users = await fillUsers(desk);
    await fillOrders(desk, { users, variantIds });
    const readers = users.slice(0, READERS);
    const tokens = await tokensOf(program, { tenantId, users: readers });
    return { tenantId, publishableKey: publishable.text, secretKey: secret.text, tokens, userIds: readers.map(({ id }) => id) };
  } finally {
    await program.close();
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_none, index) => index);
const inBatches = (count: number) => numbers(Math.ceil(count / BATCH)).map((batch) => numbers(Math.min(BATCH, count - batch * BATCH)).map((at) => batch * BATCH + at));
const skuOf = (product: number, variant: number) => `BENCH-${product}-${variant}`;

function productOf(index: number): NewProduct {
  return {
    name: `Coffee number ${index}`,
    description: `Beans of harvest ${index}, roasted on Monday and sent on Tuesday.`,
    category: `Region ${index % 20}`,
    variants: numbers(VARIANTS_EACH).map((variant) => ({
      sku: skuOf(index, variant),
      name: `Bag of ${(variant + 1) * 250} g`,
      price: { amountMinor: BigInt(500 + (index % 300) * 7 + variant * 400), currency: 'GBP' },
    })),
  };
}

async function fillCatalog(desk: Desk): Promise<string[]> {
  for (const batch of inBatches(PRODUCTS)) await desk.transact((work) => importProducts(work, batch.map(productOf)));
  const skus = numbers(PRODUCTS).flatMap((product) => numbers(VARIANTS_EACH).map((variant) => skuOf(product, variant)));
  const variantIds = [...(await variantIdsBySku(desk.view, skus)).values()];
  for (const batch of inBatches(variantIds.length)) {
    await desk.transact((work) => receiveStock(work, { items: batch.map((at) => ({ variantId: variantIds[at]!, quantity: PIECES + at })) }));
  }
  return variantIds;
}

async function fillUsers(desk: Desk): Promise<User[]> {
  const users: User[] = [];
  for (const batch of inBatches(USERS)) {
    const rows = batch.map((index) => ({
      externalId: `user-${index}`,
      email: `user-${index}@bench.example`,
      name: `User ${index}`,
      registeredAt: FIRST_ORDER_AT,
    }));
    users.push(...(await desk.transact((work) => importUsers(work, rows))));
  }
  return users;
}

async function fillOrders(desk: Desk, { users, variantIds }: { users: readonly User[]; variantIds: readonly string[] }): Promise<void> {
  const variants = await getVariants(desk.view, variantIds);
  const buyers = users.flatMap((user, index) => Array<User>(index < READERS ? ORDERS_OF_READER : ORDERS_EACH).fill(user));
  const orderOf = (index: number) => ({
    externalId: `order-${index}`,
    userId: buyers[index]!.id,
    currency: 'GBP',
    placedAt: addMs(FIRST_ORDER_AT, index * MINUTE_MS + (index % 7) * HOUR_MS),
    lines: numbers(LINES_EACH).map((line) => {
      const variantId = variantIds[(index * 31 + line * 17) % variantIds.length]!;
      return { variantId, quantity: 1 + (index % 3), unitPriceMinor: variants.get(variantId)!.variant.priceMinor };
    }),
  });
  for (const batch of inBatches(buyers.length)) await desk.transact((work) => importOrders(work, batch.map(orderOf)));
}

function tokensOf({ tokenKeys }: Program, { tenantId, users }: { tenantId: string; users: readonly User[] }): Promise<string[]> {
  const issuer = new AccessTokens(tokenKeys, TOKEN_SECONDS);
  return Promise.all(
    users.map(async ({ id }) => (await issuer.sign({ userId: id, tenantId, role: UserRole.USER, sessionId: 'bench' })).token),
  );
}
