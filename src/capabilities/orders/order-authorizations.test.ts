import { asSystem, attach, eventTypes } from '../../../tests/kit/billing';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { change, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import type { Data } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { beginCapture, sendCharge, settleCharge } from '../billing/contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

/** Ada has ordered two mugs for 20.00 at noon, and that is reserved on her card. */
async function reserved() {
  const shop = await world.tenant();
  await stopClock(shop, '2026-03-01T12:00:00Z');
  const mug = await stocked(shop, 5);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { order } = await place(ada, { lines: [{ variantId: mug, quantity: 2 }] });
  const { order: read } = await ada.do(`query I($id: ID!) { order(id: $id) { invoice { id } } }`, { id: order.id });
  const { paymentAuthorize } = await ada.do(
    `mutation A($input: PaymentAuthorizeInput!) { paymentAuthorize(input: $input) { payment { id } userErrors { code } } }`,
    { input: { invoiceId: read.invoice.id } },
  );
  const paymentId = paymentAuthorize.payment.id as string;
  const capture = async (amountMinor: number): Promise<Data> =>
    (await shop.server.do(`mutation C($input: PaymentCaptureInput!) { paymentCapture(input: $input) { payment { status } userErrors { code } } }`, { input: { paymentId, amountMinor } })).paymentCapture;
  return { shop, mug, ada, orderId: order.id as string, paymentId, capture };
}

/** What the gateway holds, has taken and has given back of a shop's money. */
async function atGateway(tenantId: string) {
  const { authorizations, charges } = await world.gateway.report();
  const ours = ({ metadata }: { metadata: { tenantId: string } }) => metadata.tenantId === tenantId;
  return [
    authorizations.filter(ours).map(({ capturedMinor, isVoided }) => [capturedMinor, isVoided]),
    charges.filter(ours).map(({ amountMinor, refundedMinor }) => [amountMinor, refundedMinor]),
  ];
}

async function invoiceStatus(ada: { do: (query: string, variables: Data) => Promise<Data> }, id: string): Promise<string> {
  return (await ada.do(`query I($id: ID!) { order(id: $id) { invoice { status } } }`, { id })).order.invoice.status as string;
}

describe('release-authorizations, send-begun-void', () => {
  test('cancel-order lets go what is reserved, once', async () => {
    const { shop, mug, ada, orderId } = await reserved();
    for (let time = 0; time < 2; time += 1) expect(await change(ada, 'orderCancel', { orderId })).toMatchObject({ order: { status: 'CANCELED', chargeStatus: 'NONE' }, userErrors: [] });
    await world.settle();
    expect(await atGateway(shop.tenantId)).toEqual([[['0', true]], []]);
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 0 });
    expect(await eventTypes(shop, 'payment.voided')).toEqual(['payment.voided']);
  });

  test('expire-order lets go what is reserved', async () => {
    const { shop, mug, ada, orderId } = await reserved();
    await shop.advance('2026-03-01T12:30:00Z');
    await world.settle();
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'EXPIRED', chargeStatus: 'NONE' });
    expect(await atGateway(shop.tenantId)).toEqual([[['0', true]], []]);
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 0 });
  });

  test('captured in part it does not expire; canceled, all of it is given back and let go', async () => {
    const { shop, mug, ada, orderId, capture } = await reserved();
    for (const amountMinor of [500, 700]) expect((await capture(amountMinor)).userErrors).toEqual([]);
    await shop.advance('2026-03-01T14:00:00Z');
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'PENDING', chargeStatus: 'PARTIAL' });
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 2 });
    expect((await change(ada, 'orderCancel', { orderId })).userErrors).toEqual([]);
    await world.settle();
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await invoiceStatus(ada, orderId)).toBe('VOID');
    expect(await atGateway(shop.tenantId)).toEqual([[['1200', true]], [['500', '500'], ['700', '700']]]);
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 0 });
  });

  test('settle-charge: a capture that comes after the order was canceled is given back, and the rest is let go', async () => {
    const { shop, ada, orderId, paymentId } = await reserved();
    const { attemptId } = await asSystem(shop, (work) => beginCapture(work, { paymentId, amountMinor: 500n }));
    expect((await change(ada, 'orderCancel', { orderId })).order.status).toBe('CANCELED');
    const outcome = await sendCharge(await world.program.openSystemContext(shop.tenantId), { attemptId });
    await asSystem(shop, (work) => settleCharge(work, { attemptId, outcome }));
    await world.settle();
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await atGateway(shop.tenantId)).toEqual([[['500', true]], [['500', '500']]]);
  });
});
