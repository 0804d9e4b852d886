import { post } from '../kit/client';
import { environmentOf } from '../kit/environment';
import { violationsOf } from '../kit/invariants';
import { listen, type Listener } from '../kit/listener';
import { buyer, stocked, type Buyer } from '../kit/orders';
import { RealProcess } from '../kit/real-process';
import type { Data, Shop } from '../kit/shop';
import { makeSupplier, makeSupplierItem, orderFrom } from '../kit/supply';
import { stopClock } from '../kit/test-clock';
import { World } from '../kit/world';

// Processes of their own take seconds to start on a busy machine.
jest.setTimeout(180_000);

const ORDERS = 200;
const ANSWERED_BEFORE_THE_KILL = 60;
/** Of two pieces of each variant. */
const RECEIPTS = 40;
const LANES = 8;

const PATIENT = { GATEWAY_TIMEOUT_MS: '10000' };

let world: World;
beforeAll(async () => {
  // Many at once: a gateway that is only slow must not look silent.
  world = await World.open({ env: PATIENT });
});
afterEach(() => RealProcess.endAll());
afterAll(() => world.close());

const PLACE = `mutation Place($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;
const RECEIVE = `mutation Receive($input: PurchaseOrderReceiveInput!) { purchaseOrderReceive(input: $input) { receipt { id } userErrors { code } } }`;
const FOLLOW = 'subscription Follow($after: String) { events(after: $after) { id cursor sequence } }';

interface Server {
  readonly url: string;
  signal(signal: NodeJS.Signals): void;
}

/** A server in a process of its own, with the worker's part, on the database of the world. */
async function serve(): Promise<Server> {
  const server = await RealProcess.serve({ ...environmentOf(world), ...world.gateway.env, ...PATIENT });
  world.gateway.notify(new URL(server.url).origin);
  return server;
}

function follow({ url }: Server, shop: Shop, after: string): Promise<Listener> {
  return listen(url.replace('http', 'ws'), FOLLOW, { after }, { apiKey: shop.secretKey });
}

const eventsOf = ({ received }: Listener) => received.map(({ data }): Data => data.events);

/** The order's number of the burst, its customer and what she wants are the same whenever it is sent. */
function placeAt({ url }: Server, shop: Shop, { buyers, variants }: { buyers: Buyer[]; variants: string[] }, index: number): Promise<string | null> {
  const { client, paymentMethodId } = buyers[index % buyers.length]!;
  const lines = [0, 1].map((offset) => ({ variantId: variants[(index + offset) % variants.length]!, quantity: 1 + (index % 2) }));
  const input = { lines, paymentMethodId, idempotencyKey: `burst ${index}` };
  return post(url, PLACE, { input }, client.caller).then(
    ({ data }) => (data?.orderPlace as { order: { id: string } | null } | null | undefined)?.order?.id ?? null,
    // The server is gone.
    () => null,
  );
}

/** What is bought of each variant, all of which comes in the receipts. */
async function purchase(shop: Shop, variants: readonly string[]): Promise<string> {
  const supplierId = await makeSupplier(shop);
  await Promise.all(variants.map((variantId) => makeSupplierItem(shop, supplierId, variantId)));
  return orderFrom(shop, supplierId, variants.map((variantId) => ({ variantId, quantity: 2 * RECEIPTS })));
}

/** Goods come in the midst of the orders, one receipt of a lane after the other; true for those that were answered. The same whenever they are sent. */
async function receiveAt({ url }: Server, shop: Shop, { purchaseOrderId, variants }: { purchaseOrderId: string; variants: string[] }): Promise<boolean[]> {
  const lines = variants.map((variantId) => ({ variantId, quantity: 2 }));
  const receive = async (index: number) => {
    const input = { purchaseOrderId, receiptReference: `note ${index}`, lines };
    const answer = await post(url, RECEIVE, { input }, { apiKey: shop.secretKey }).catch(() => null);
    return (answer?.data?.purchaseOrderReceive as { receipt: object | null } | null | undefined)?.receipt != null;
  };
  const lane = async (first: number) => {
    const answered: boolean[] = [];
    for (let index = first; index < RECEIPTS; index += LANES) answered.push(await receive(index));
    return answered;
  };
  return (await Promise.all(Array.from({ length: LANES }, (_none, first) => lane(first)))).flat();
}

async function pagesOf(shop: Shop, list: string, fields: string): Promise<Data[]> {
  const nodes: Data[] = [];
  for (let after: string | null = null; ; ) {
    const data: Data = await shop.server.do(`query Page($after: String) { ${list}(first: 100, after: $after) { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`, { after });
    nodes.push(...data[list].edges.map(({ node }: Data) => node));
    if (!data[list].pageInfo.hasNextPage) return nodes;
    after = data[list].pageInfo.endCursor;
  }
}

test('a server that is killed in a burst of orders and of goods that come leaves none half done, and no event is lost or comes twice', async () => {
  const shop = await world.tenant();
  await stopClock(shop, '2026-03-01T12:00:00Z');
  const buyers = await Promise.all(Array.from({ length: 20 }, () => buyer(shop)));
  const variants = await Promise.all(Array.from({ length: 5 }, () => stocked(shop, 1_000)));
  const burst = { buyers, variants };
  const delivery = { purchaseOrderId: await purchase(shop, variants), variants };

  await world.settle();
  const { edges } = (await shop.server.do('{ events(last: 1) { edges { node { cursor sequence } } } }')).events;
  const start = edges[0].node;

  const first = await serve();
  const before = await follow(first, shop, start.cursor);
  let answered = 0;
  const receiving = receiveAt(first, shop, delivery);
  const firstAnswers = await Promise.all(
    Array.from({ length: ORDERS }, async (_none, index) => {
      const id = await placeAt(first, shop, burst, index);
      if (id && (answered += 1) === ANSWERED_BEFORE_THE_KILL) first.signal('SIGKILL');
      return id;
    }),
  );
  expect(await receiving).toContain(false);
  await before.until(() => before.closed !== null);
  // It was killed in the middle, or this test shows nothing.
  expect(firstAnswers.filter((id) => id === null).length).toBeGreaterThan(0);

  const second = await serve();
  const after = await follow(second, shop, eventsOf(before).at(-1)?.cursor ?? start.cursor);
  const answers: (string | null)[] = [];
  for (let start = 0; start < ORDERS; start += buyers.length) {
    answers.push(...(await Promise.all(buyers.map((_buyer, offset) => placeAt(second, shop, burst, start + offset)))));
  }
  expect(await receiveAt(second, shop, delivery)).not.toContain(false);
  // Who was told an order is told the same one, and everybody has one.
  expect(firstAnswers.filter((id, index) => id !== null && id !== answers[index])).toEqual([]);
  expect(new Set(answers).size).toBe(ORDERS);
  expect(answers).not.toContain(null);

  // Charges whose answer was lost are asked about five minutes later.
  await shop.advance('2026-03-01T12:10:00Z');
  const orders = await pagesOf(shop, 'orders', 'id status chargeStatus total { amountMinor }');
  expect(orders.map(({ id }) => id).sort()).toEqual([...answers].sort());
  expect(orders.filter(({ status, chargeStatus }) => status !== 'CONFIRMED' || chargeStatus !== 'FULL')).toEqual([]);
  expect(await violationsOf(world)).toEqual({});
  const shelves = await pagesOf(shop, 'stockLevels', 'onHand incoming');
  expect(shelves).toEqual(variants.map(() => ({ onHand: 1_000 + 2 * RECEIPTS, incoming: 0 })));

  const payments = await pagesOf(shop, 'payments', 'id status amount { amountMinor }');
  const charges = await world.gateway.charges(shop.tenantId);
  const ours = payments.filter(({ status }) => status === 'SUCCEEDED').map(({ id, amount }) => `${id} ${amount.amountMinor}`);
  const theirs = charges.filter(({ status }) => status === 'SUCCEEDED').map(({ metadata, amountMinor }) => `${metadata.attemptId} ${amountMinor}`);
  expect(theirs.sort()).toEqual(ours.sort());
  expect(ours).toHaveLength(ORDERS);

  const logged = (await pagesOf(shop, 'events', 'id sequence')).sort((a, b) => Number(a.sequence) - Number(b.sequence));
  const since = logged.filter(({ sequence }) => Number(sequence) > Number(start.sequence)).map(({ id }) => id);
  await after.until(() => before.received.length + after.received.length >= since.length);
  expect([...eventsOf(before), ...eventsOf(after)].map(({ id }) => id)).toEqual(since);
  await after.stop();
  second.signal('SIGTERM');
});
