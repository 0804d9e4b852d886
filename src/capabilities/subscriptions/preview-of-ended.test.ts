import { payingSubscriber } from '../../../tests/kit/people';
import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('what has ended has no next invoice to preview', async () => {
  const shop = await shopAt(world);
  const { userId } = await payingSubscriber(shop);
  const planId = await planOf(shop);
  const { subscriptionCreate } = await shop.server.do(
    'mutation Create($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { subscription { id } } }',
    { input: { userId, planId } },
  );
  const input = { subscriptionId: subscriptionCreate.subscription.id as string };
  await shop.server.do('mutation Cancel($id: ID!) { subscriptionCancel(input: { subscriptionId: $id, timing: NOW }) { userErrors { code } } }', { id: input.subscriptionId });
  const preview = async (more: object) =>
    (await shop.server.do(
      'query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { due { amountMinor } } nextInvoice { due { amountMinor } } nextInvoiceAt } }',
      { input: { ...input, ...more } },
    )).subscriptionPreview;
  const nothing = { invoiceNow: null, nextInvoice: null, nextInvoiceAt: null };
  expect(await preview({})).toEqual(nothing);
  // To cancel it again is no refusal, and costs nothing.
  expect(await preview({ action: 'CANCEL', timing: 'NOW' })).toEqual(nothing);
});

test('before its first payment nothing is promised of the next period; once it is paid it is', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_declines');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const PREVIEW = 'query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoice { due { amountMinor } } nextInvoiceAt } }';
  const preview = async () => (await ada.do(PREVIEW, { input: { subscriptionId: subscription.id } })).subscriptionPreview;
  expect([subscription.status, await preview()]).toEqual(['INCOMPLETE', { nextInvoice: null, nextInvoiceAt: null }]);
  const { invoices } = await ada.do('{ invoices { edges { node { id } } } }');
  const input = { invoiceId: invoices.edges[0].node.id, paymentMethodId: await attach(ada, 'sandbox_succeeds') };
  await ada.do('mutation Pay($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }', { input });
  await world.settle();
  expect(await preview()).toEqual({ nextInvoice: { due: { amountMinor: 1_200 } }, nextInvoiceAt: '2026-02-28T10:00:00.000Z' });
});
