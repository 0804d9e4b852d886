import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const EVENTS = `query Log($first: Int) { events(first: $first) { totalCount edges { node { id type objectId } } } }`;
const NODE = `query One($id: ID!) { node(id: $id) { id ... on Event { type objectId } } }`;

test('an event is a node: staff find any by its id, a user only what concerns her, another shop none', async () => {
  const [shop, other] = [await world.tenant(), await world.tenant()];
  const [ada, eve] = [await shop.user(), await shop.user()];
  await world.settle();
  const { events } = await ada.do(EVENTS);
  const { node } = events.edges[0];
  expect(events.edges).toEqual([{ node: { id: expect.stringMatching(/^evt_/), type: 'user.registered', objectId: ada.userId } }]);
  expect(await ada.do(NODE, { id: node.id })).toEqual({ node });
  expect(await shop.server.do(NODE, { id: node.id })).toEqual({ node });
  expect(await eve.do(NODE, { id: node.id })).toEqual({ node: null });
  expect(await other.server.do(NODE, { id: node.id })).toEqual({ node: null });
});

test('the log is one statement, and one more for its total, however long it is', async () => {
  const shop = await world.tenant();
  await Promise.all([shop.user(), shop.user()]);
  await world.settle();
  expect(await statementsOf(shop.server, EVENTS, { first: 1 })).toEqual(['event_log', 'event_log: count']);
  expect(await statementsOf(shop.server, EVENTS, { first: 100 })).toEqual(['event_log', 'event_log: count']);
});
