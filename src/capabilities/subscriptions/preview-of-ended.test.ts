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
  const { subscriptionPreview } = await shop.server.do(
    'query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { due { amountMinor } } nextInvoice { due { amountMinor } } nextInvoiceAt } }',
    { input },
  );
  expect(subscriptionPreview).toEqual({ invoiceNow: null, nextInvoice: null, nextInvoiceAt: null });
});
