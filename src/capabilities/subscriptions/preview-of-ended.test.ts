import { payingSubscriber } from '../../../tests/kit/people';
import { planOf, shopAt } from '../../../tests/kit/subscribing';
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
