import { Money } from '../../kernel/money';
import { asSystem, eventTypes } from '../../../tests/kit/billing';
import { examineAfterEach, violationsOf } from '../../../tests/kit/invariants';
import { buyer, change, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import type { Shop } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { receiveNotification } from '../billing/contract';
import { placeOrder } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const verdicts = ['OPEN', 'LOST', 'WON'] as const;
type Verdict = (typeof verdicts)[number];

/** What the bank says about the shop's only charge, one notification after the other, orders hearing of each. */
async function tell(shop: Shop, told: readonly Verdict[], amountMinor: bigint, { reference, key, metadata }: { reference: string; key: string; metadata: any }) {
  const desk = await world.program.openSystemContext(shop.tenantId);
  for (const [index, status] of told.entries()) {
    const dispute = { reference: `dispute_${shop.tenantId}`, chargeReference: reference, status, reason: 'duplicate', amount: Money.of(amountMinor, 'GBP'), evidenceDueAt: null };
    await receiveNotification(desk, { id: `${shop.tenantId}_${index}`, kind: 'DISPUTE_CHANGED', key, dispute, metadata, occurredAt: new Date(Date.UTC(2026, 0, 1 + verdicts.indexOf(status))) });
    await world.settle();
    expect(await violationsOf(world)).toEqual({});
  }
}

/** Ada has paid 20.00 for two mugs. */
async function paidOrder() {
  const shop = await world.tenant();
  const mug = await stocked(shop, 5);
  const { client, paymentMethodId } = await buyer(shop);
  const { order } = await place(client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId });
  await world.settle();
  const [charge] = await world.gateway.charges(shop.tenantId);
  return { shop, mug, ada: client, orderId: order.id as string, charge: charge! };
}

describe('settle-order-when-payment-settles', () => {
  test.each([
    [['OPEN'], 2_000n, 'REFUNDED'],
    [['OPEN', 'LOST'], 2_000n, 'REFUNDED'],
    [['LOST', 'OPEN'], 2_000n, 'REFUNDED'],
    [['OPEN', 'WON'], 2_000n, 'FULL'],
    [['WON', 'OPEN'], 2_000n, 'FULL'],
    [['OPEN', 'LOST'], 500n, 'PARTIAL'],
    [['OPEN', 'WON', 'LOST'], 500n, 'FULL'],
  ] as const)('a dispute that is told as %j over %d leaves the order %s', async (told, amountMinor, chargeStatus) => {
    const { shop, ada, orderId, charge } = await paidOrder();
    await tell(shop, told, amountMinor, charge);
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'CONFIRMED', chargeStatus });
    const left = await change(shop.server, 'orderFulfill', { orderId });
    expect(left.userErrors).toEqual(chargeStatus === 'REFUNDED' ? [{ code: 'ORDER_NOT_PAID', field: ['orderId'] }] : []);
  });
});

describe('expire-order', () => {
  test.each([
    ['WON', { status: 'CONFIRMED', chargeStatus: 'FULL' }, 2],
    ['LOST', { status: 'EXPIRED', chargeStatus: 'REFUNDED' }, 0],
  ] as const)('disputed before we knew of its charge, an order waits for the bank: %s', async (verdict, expected, allocated) => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-01T12:00:00Z');
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const input = { userId: ada.client.userId, lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId };
    const { order, charge } = await asSystem(shop, (work) => placeOrder(work, input));
    const facts = { reference: 'charge_beside', key: `charge:${charge!.invoice.id}:1`, metadata: { tenantId: shop.tenantId, attemptId: charge!.attemptId } };
    await tell(shop, ['OPEN'], 2_000n, facts);
    await shop.advance('2026-03-01T14:00:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'PENDING', chargeStatus: 'REFUNDED' });
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 2 });
    await tell(shop, ['OPEN', verdict], 2_000n, facts);
    await shop.advance('2026-03-01T14:01:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject(expected);
    expect(await shelf(shop, mug)).toMatchObject({ allocated });
  });
});

describe('refund-called-off-order, refund-charges', () => {
  test('an order that was canceled while its charge was disputed gives the money back when the bank gives it again', async () => {
    const { shop, mug, ada, orderId, charge } = await paidOrder();
    const dispute = await world.gateway.dispute(charge.reference);
    await world.gateway.arrived(charge.key);
    await world.settle();
    expect(await change(ada, 'orderCancel', { orderId })).toMatchObject({ order: { status: 'CANCELED', chargeStatus: 'REFUNDED' }, userErrors: [] });
    await world.gateway.decideDispute(dispute, 'win');
    await world.gateway.arrived(charge.key, 2);
    await world.settle();
    expect(await orderOf(ada, orderId)).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ refundedMinor: '2000' }]);
    expect(await shelf(shop, mug)).toMatchObject({ allocated: 0 });
    expect(await eventTypes(shop, 'payment.refunded')).toEqual(['payment.refunded']);
  });
});
