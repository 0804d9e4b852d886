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
  const { errors } = await shop.server.ask('query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoiceAt } }', { input });
  expect(errors).toEqual([expect.objectContaining({ message: 'This subscription is CANCELED; it has ended.', extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) })]);
});
