import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { SignedInClient } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { receiveNotification, voidInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  await world.gateway.disarm();
  expect(await violationsOf(world)).toEqual({});
});
afterAll(() => world.close());

async function adaWith(token: string) {
  const shop = await world.tenant();
  const ada = await shop.user();
  await attach(ada, token);
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  return { shop, ada, invoiceId, key: `charge:${invoiceId}:1` };
}

async function statusesOf(ada: SignedInClient): Promise<string[]> {
  const { payments } = await ada.do(`{ payments { edges { node { kind status invoice { status } } } } }`);
  return payments.edges.map(({ node }: { node: any }) => `${node.kind} ${node.status}, invoice ${node.invoice.status}`);
}

describe('receive-notification', () => {
  test('R5: the notification arrives before our own write: one payment, no second event', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_succeeds');
    await world.gateway.arm({ kind: 'NOTIFY_AT_ONCE', key });
    await world.gateway.arm({ kind: 'LATE', key, delayMs: 400 });
    const paying = pay(ada, { invoiceId });
    await world.gateway.arrived(key);
    expect(await statusesOf(ada)).toEqual(['CHARGE SUCCEEDED, invoice PAID']);
    expect(await paying).toMatchObject({ invoice: { status: 'PAID' }, payment: { status: 'SUCCEEDED' }, userErrors: [] });
    expect(await eventTypes(shop)).toEqual(['user.registered', 'payment_method.default_changed', 'invoice.finalized', 'payment.succeeded', 'invoice.paid']);
  });

  test('an approved action is paid by its notification; copies change nothing', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    await world.gateway.arm({ kind: 'NOTIFY_TWICE', key });
    await world.gateway.decide(payment.actionUrl, 'approve');
    const [notification] = await world.gateway.arrived(key, 2);
    expect(await world.gateway.deliver(notification!)).toBe(204);
    expect(await statusesOf(ada)).toEqual(['CHARGE SUCCEEDED, invoice PAID']);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.action_required', 'payment.succeeded']);
    const { node } = await ada.do(`query Settled($id: ID!) { node(id: $id) { ... on Payment { actionUrl settledAt } } }`, { id: payment.id });
    expect(node).toEqual({ actionUrl: null, settledAt: expect.any(String) });
  });

  test('a declined action fails; the invoice can be paid otherwise', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_redirect');
    const { payment } = await pay(ada, { invoiceId });
    await world.gateway.decide(payment.actionUrl, 'decline');
    await world.gateway.arrived(key);
    expect(await statusesOf(ada)).toEqual(['CHARGE FAILED, invoice OPEN']);
    const paid = await pay(ada, { invoiceId, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    expect(paid.payment).toMatchObject({ status: 'SUCCEEDED', attemptNumber: 2 });
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized', 'invoice.payment_failed', 'invoice.paid']);
  });

  test.each([
    ['settle', 'CHARGE SUCCEEDED, invoice PAID'],
    ['fail', 'CHARGE FAILED, invoice OPEN'],
  ] as const)('a transfer that the bank %ss', async (verdict, outcome) => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_bank_transfer');
    await pay(ada, { invoiceId });
    const [charge] = await world.gateway.charges(shop.tenantId);
    await world.gateway.transfer(charge!.reference, verdict);
    await world.gateway.arrived(key);
    expect(await statusesOf(ada)).toEqual([outcome]);
  });

  test('a mandate is approved once and serves the next charge without the customer', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_mandate');
    const { payment } = await pay(ada, { invoiceId });
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(key);
    const next = await issueInvoice(shop, ada.userId);
    expect((await pay(shop.server, { invoiceId: next.id })).payment.status).toBe('SUCCEEDED');
  });

  test('money that arrives for a withdrawn invoice is given back, once', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId }));
    await world.gateway.arm({ kind: 'NOTIFY_TWICE', key });
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(key, 2);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.action_required', 'payment.succeeded', 'payment.refunded']);
    expect(await statusesOf(ada)).toEqual(['REFUND SUCCEEDED, invoice VOID', 'CHARGE SUCCEEDED, invoice VOID']);
    const [charge] = await world.gateway.charges(shop.tenantId);
    expect([charge!.amountMinor, charge!.refundedMinor]).toEqual(['10000', '10000']);
    const { invoice } = await ada.do(`query Void($id: ID!) { invoice(id: $id) { status paid { amountMinor } refunded { amountMinor } } }`, { id: invoiceId });
    expect(invoice).toEqual({ status: 'VOID', paid: { amountMinor: 0 }, refunded: { amountMinor: 10_000 } });
  });

  test('a customer who approves too late, when another card has paid already, gets that money back', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_requires_action');
    await stopClock(shop, '2026-01-01T00:00:00Z');
    const { payment } = await pay(ada, { invoiceId });
    await shop.advance('2026-01-02T00:00:00Z');
    await pay(ada, { invoiceId, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(key);
    await world.settle();
    expect((await statusesOf(ada)).sort()).toEqual(['CHARGE SUCCEEDED, invoice PAID', 'CHARGE SUCCEEDED, invoice PAID', 'REFUND SUCCEEDED, invoice PAID']);
    expect((await world.gateway.charges(shop.tenantId)).map(({ refundedMinor }) => refundedMinor)).toEqual(['10000', '0']);
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized', 'invoice.payment_failed', 'invoice.paid']);
  });

  test('a charge that is not ours is not found, so that the gateway keeps its notification', async () => {
    const { shop, ada, invoiceId, key } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    const desk = await world.program.openSystemContext(shop.tenantId);
    const notification = {
      id: 'note_1',
      kind: 'CHARGE_SETTLED',
      key,
      outcome: { status: 'SUCCEEDED', reference: 'sandbox_charge_1' },
      metadata: { tenantId: shop.tenantId, attemptId: payment.id as string },
      occurredAt: new Date('2026-01-01T00:00:00Z'),
    } as const;
    for (const stranger of [{ key: `${key}0` }, { metadata: { tenantId: shop.tenantId, attemptId: 'pay_00000000000000000000000000' } }]) {
      await expect(receiveNotification(desk, { ...notification, ...stranger })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await statusesOf(ada)).toEqual(['CHARGE REQUIRES_ACTION, invoice OPEN']);
  });

  test('what is not from the gateway, or was changed on its way, is rejected and changes nothing', async () => {
    const { ada, invoiceId, key } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    world.gateway.hold();
    await world.gateway.decide(payment.actionUrl, 'decline');
    world.gateway.release();
    const [genuine] = await world.gateway.arrived(key);
    const forged = Buffer.from(genuine!.body.toString().replace('FAILED', 'SUCCEEDED'));
    const { 'webhook-signature': _signature, ...unsigned } = genuine!.headers;
    expect(await world.gateway.deliver({ ...genuine!, body: forged })).toBe(400);
    expect(await world.gateway.deliver({ ...genuine!, headers: unsigned })).toBe(400);
    expect(await world.gateway.deliver({ ...genuine!, body: Buffer.alloc(0) })).toBe(400);
    expect(await world.gateway.deliver({ ...genuine!, path: '/gateways/stripe/notifications' })).toBe(404);
    expect(await statusesOf(ada)).toEqual(['CHARGE FAILED, invoice OPEN']);
  });
});
