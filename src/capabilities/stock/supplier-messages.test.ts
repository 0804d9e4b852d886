import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { eventTypes } from '../../../tests/kit/billing';
import { makeProduct } from '../../../tests/kit/catalog';
import { blocksOf } from '../../../tests/kit/markdown';
import { plant } from '../../../tests/kit/seed/seeder';
import type { Shop } from '../../../tests/kit/shop';
import { makeSupplier, makeSupplierItem, mutateWith, orderFrom } from '../../../tests/kit/supply';
import { World } from '../../../tests/kit/world';
import { realClock } from '../../kernel/clock';
import { Supplier } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Line {
  readonly shop: Shop;
  readonly supplierId: string;
  readonly variantId: string;
  readonly orderId: string;
  readonly url: string;
  readonly secret: string;
}

/** A potter with a secret, of whom ten mugs (her code: M-1) are ordered as PO-000001. */
async function line(): Promise<Line> {
  const shop = await world.tenant();
  const variantId = (await makeProduct(shop)).variants[0]!.id;
  const supplierId = await makeSupplier(shop);
  await makeSupplierItem(shop, supplierId, variantId, { supplierSku: 'M-1' });
  const orderId = await orderFrom(shop, supplierId, [{ variantId, quantity: 10 }]);
  const { secret, supplier } = await plant(shop.server, 'supplierWebhookSecretRotate', { supplierId }, 'secret supplier { messagesPath }');
  return { shop, supplierId, variantId, orderId, secret, url: world.server.baseUrl + supplier.messagesPath };
}

interface Sending {
  readonly id?: string;
  readonly secret?: string;
  readonly sentAt?: Date;
  /** What is sent in place of what was signed. */
  readonly sent?: string;
}

async function send({ url, secret }: Line, message: unknown, { id = randomUUID(), secret: other = secret, sentAt = realClock.now(), sent }: Sending = {}) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': Math.floor(sentAt.getTime() / 1_000).toString(),
    'webhook-signature': new Webhook(other).sign(id, sentAt, body),
  };
  const response = await fetch(url, { method: 'POST', headers, body: sent ?? body });
  const answer = (await response.json()) as { status: string; code?: string; message?: string; field?: string[] | null };
  return { http: response.status, ...answer };
}

const [MONDAY, TUESDAY, FRIDAY] = ['2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z', '2026-03-06T09:00:00.000Z'];
const about = (type: string, data: object = {}, timestamp = MONDAY) => ({ type, timestamp, data: { orderNumber: 'PO-000001', ...data } });
const arrival = (quantity: number, receiptReference = 'DN-1', supplierSku = 'M-1') => about('received', { receiptReference, lines: [{ supplierSku, quantity }] });

async function stand({ shop, orderId }: Line) {
  const { purchaseOrder } = await shop.server.do(
    'query Stand($id: ID!) { purchaseOrder(id: $id) { status confirmedAt shippedAt expectedAt lines { receivedQuantity variant { stockLevels { edges { node { onHand incoming } } } } } } }',
    { id: orderId },
  );
  const [{ receivedQuantity, variant }] = purchaseOrder.lines;
  return { ...purchaseOrder, lines: undefined, receivedQuantity, ...variant.stockLevels.edges[0].node };
}

const taken = { http: 200, status: 'TAKEN' };

describe('receive-supplier-message, apply-supplier-message', () => {
  test('a supplier confirms, sends and delivers', async () => {
    const potter = await line();
    expect(await send(potter, about('confirmed', { expectedAt: FRIDAY }))).toEqual(taken);
    expect(await send(potter, about('shipped', {}, TUESDAY))).toEqual(taken);
    expect(await send(potter, arrival(6))).toEqual(taken);
    expect(await stand(potter)).toEqual({ status: 'PARTIALLY_RECEIVED', confirmedAt: MONDAY, shippedAt: TUESDAY, expectedAt: FRIDAY, receivedQuantity: 6, onHand: 6, incoming: 4 });
    expect(await eventTypes(potter.shop, 'purchase_order.')).toEqual(['created', 'ordered', 'confirmed', 'shipped', 'received'].map((what) => `purchase_order.${what}`));
  });

  test('messages come in any order: a receipt before the confirmation, an older date after the newer one', async () => {
    const potter = await line();
    expect(await send(potter, arrival(10))).toEqual(taken);
    expect(await send(potter, about('confirmed', { expectedAt: FRIDAY }, TUESDAY))).toEqual(taken);
    expect(await send(potter, about('confirmed', { expectedAt: TUESDAY }, MONDAY))).toEqual(taken);
    expect(await stand(potter)).toMatchObject({ status: 'RECEIVED', confirmedAt: MONDAY, expectedAt: FRIDAY, onHand: 10, incoming: 0 });
  });

  test('a message that comes again, also many times at once, and a receipt under another id, count once', async () => {
    const potter = await line();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(potter, arrival(6), { id: 'msg_1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual(['REPEATED', 'REPEATED', 'REPEATED', 'REPEATED', 'REPEATED', 'TAKEN']);
    expect(await send(potter, arrival(6), { id: 'msg_2' })).toEqual(taken);
    const byHand = { purchaseOrderId: potter.orderId, receiptReference: 'DN-1', lines: [{ variantId: potter.variantId, quantity: 6 }] };
    expect(await mutateWith(potter.shop, 'purchaseOrderReceive', byHand, 'purchaseOrder { status }')).toMatchObject({ purchaseOrder: { status: 'PARTIALLY_RECEIVED' } });
    expect(await stand(potter)).toMatchObject({ receivedQuantity: 6, onHand: 6, incoming: 4 });
    expect(await send(potter, arrival(1, 'DN-2'), { id: 'msg_1' })).toMatchObject({ http: 409, code: 'MESSAGE_ID_TAKEN' });
    expect(await stand(potter)).toMatchObject({ receivedQuantity: 6 });
  });

  test('of an order that was canceled a confirmation has no effect, goods are a conflict, and a receipt of before is known', async () => {
    const potter = await line();
    await send(potter, arrival(2));
    await plant(potter.shop.server, 'purchaseOrderCancel', { purchaseOrderId: potter.orderId }, 'purchaseOrder { id }');
    expect(await send(potter, about('confirmed', { expectedAt: FRIDAY }), { id: 'late' })).toEqual({ http: 200, status: 'WITHOUT_EFFECT' });
    expect(await send(potter, about('confirmed', { expectedAt: FRIDAY }), { id: 'late' })).toEqual({ http: 200, status: 'REPEATED' });
    expect(await send(potter, arrival(3, 'DN-2'))).toMatchObject({ http: 409, code: 'PURCHASE_ORDER_NOT_OPEN', message: expect.stringContaining('PO-000001 is CANCELED') });
    expect(await send(potter, arrival(2))).toEqual(taken);
    expect(await stand(potter)).toMatchObject({ status: 'CANCELED', confirmedAt: null, receivedQuantity: 2, onHand: 2, incoming: 0 });
  });

  test.each([
    ['an unknown order', about('confirmed', { orderNumber: 'PO-000009' }), 404, 'NOT_FOUND', ['data', 'orderNumber'], 'An order PO-000009 from you was not found.'],
    ['no number', about('confirmed', { orderNumber: '1 OR 1' }), 404, 'NOT_FOUND', ['data', 'orderNumber'], 'An order 1 OR 1 from you was not found.'],
    ['an unknown code', arrival(1, 'DN-1', 'X-9'), 422, 'SUPPLIER_SKU_UNKNOWN', ['data', 'lines', '0', 'supplierSku'], 'PO-000001 has no line with your code X-9.'],
    ['too many', arrival(11), 422, 'MORE_THAN_ORDERED', ['data', 'lines', '0', 'quantity'], expect.stringContaining('Only 10 of ')],
    ['no JSON', 'type=confirmed', 400, 'BAD_MESSAGE', null, 'The body is no JSON.'],
    ['an unknown type', about('lost'), 400, 'BAD_MESSAGE', null, expect.stringContaining('type: ')],
    ['no date', about('confirmed', { expectedAt: 'Friday' }), 400, 'BAD_MESSAGE', null, 'The body cannot be read: data.expectedAt: must be an instant like 2026-01-31T10:00:00Z.'],
    ['a part of a piece', arrival(1.5), 400, 'BAD_MESSAGE', null, expect.stringContaining('data.lines.0.quantity: ')],
  ])('%s is refused with what is wrong, and may be sent again when it was mended', async (_what, message, http, code, field, sentence) => {
    const potter = await line();
    const before = await stand(potter);
    expect(await send(potter, message, { id: 'msg_1' })).toEqual({ http, status: 'REFUSED', code, field, message: sentence });
    expect(await stand(potter)).toEqual(before);
    expect(await send(potter, arrival(6), { id: 'msg_1' })).toEqual(taken);
  });

  test('what is not signed with the newest secret, is old, or was changed on the way is not believed', async () => {
    const potter = await line();
    const other = await line();
    const { secret } = await plant(potter.shop.server, 'supplierWebhookSecretRotate', { supplierId: potter.supplierId }, 'secret');
    const minutesAgo = (minutes: number) => new Date(realClock.now().getTime() - minutes * 60_000);
    const tries: [Line, Sending][] = [[potter, {}], [potter, { secret: other.secret }], [potter, { secret, sentAt: minutesAgo(6) }], [potter, { secret, sentAt: minutesAgo(-6) }], [potter, { secret, sent: JSON.stringify(arrival(7)) }]];
    for (const [to, how] of tries) expect(await send(to, arrival(6), how)).toMatchObject({ http: 401, status: 'REFUSED', code: 'BAD_SIGNATURE' });
    const unsigned = await fetch(potter.url, { method: 'POST', body: JSON.stringify(arrival(6)) });
    expect([unsigned.status, await unsigned.json()]).toMatchObject([401, { code: 'BAD_SIGNATURE' }]);
    expect(await stand(potter)).toMatchObject({ receivedQuantity: 0 });
    expect(await send({ ...potter, secret }, arrival(6))).toEqual(taken);
  });

  test('an address that is nobody\'s, of another shop, or of a supplier without a secret answers 404; another supplier\'s order is not found', async () => {
    const potter = await line();
    const other = await line();
    const silent = await makeSupplier(potter.shop);
    const at = (tenantId: string, supplierId: string) => ({ ...potter, url: `${world.server.baseUrl}/suppliers/${tenantId}/${supplierId}/messages` });
    const places = [at(potter.shop.tenantId, 'sup_unknown'), at('ten_unknown', potter.supplierId), at(other.shop.tenantId, potter.supplierId), at(potter.shop.tenantId, silent)];
    for (const place of places) expect(await send(place, arrival(6))).toMatchObject({ http: 404, code: 'UNKNOWN_SUPPLIER' });
    const { secret } = await plant(potter.shop.server, 'supplierWebhookSecretRotate', { supplierId: silent }, 'secret');
    expect(await send({ ...at(potter.shop.tenantId, silent), secret }, arrival(6))).toMatchObject({ http: 404, code: 'NOT_FOUND' });
    expect(await stand(potter)).toMatchObject({ receivedQuantity: 0 });
  });

  test('a draft is nothing that a supplier knows', async () => {
    const potter = await line();
    await plant(potter.shop.server, 'purchaseOrderCreate', { supplierId: potter.supplierId, lines: [{ variantId: potter.variantId, quantity: 1 }] }, 'purchaseOrder { id }');
    const message = about('confirmed', { orderNumber: 'PO-000002' });
    expect(await send(potter, message)).toMatchObject({ http: 409, code: 'PURCHASE_ORDER_NOT_OPEN', message: 'PO-000002 was not ordered.' });
  });
});

test('rotate-supplier-webhook-secret: the secret is shown once, kept sealed, and in no log of answers', async () => {
  const { shop, supplierId, secret } = await line();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { view } = await world.program.openSystemContext(shop.tenantId);
  const { sealedWebhookSecret } = (await view.find(Supplier, supplierId))!;
  expect(sealedWebhookSecret).toMatch(/^v2\./);
  expect(sealedWebhookSecret).not.toContain(secret.slice(6));
  const shown = await shop.server.do('query Supplier($id: ID!) { supplier(id: $id) { hasWebhookSecret messagesPath } }', { id: supplierId });
  expect(shown).toEqual({ supplier: { hasWebhookSecret: true, messagesPath: `/suppliers/${shop.tenantId}/${supplierId}/messages` } });
  const unknown = await mutateWith(shop, 'supplierWebhookSecretRotate', { supplierId: 'sup_unknown' }, 'secret');
  expect(unknown).toEqual({ secret: null, userErrors: [{ code: 'NOT_FOUND', field: ['supplierId'] }] });
});

test('the program of docs/supplier-messages.md does what the page says', async () => {
  const potter = await line();
  const [program] = blocksOf(readFileSync(join(__dirname, '../../../docs/supplier-messages.md'), 'utf8')).filter(({ language }) => language === 'js');
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program!.text], { env: { MESSAGES_URL: potter.url, WEBHOOK_SECRET: potter.secret } });
  expect(stdout.trim()).toBe('200 {"status":"TAKEN"}');
  expect(await stand(potter)).toMatchObject({ status: 'PARTIALLY_RECEIVED', onHand: 6, incoming: 4 });
});
