import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const CREATE = `mutation Create($now: DateTime!) { testClockCreate(input: { now: $now }) { testClock { now status } userErrors { field code } } }`;
const ADVANCE = `mutation Advance($to: DateTime!) { testClockAdvance(input: { to: $to }) { testClock { now status } userErrors { field code } } }`;
const CLOCK = `{ testClock { now status } }`;
const JANUARY = '2026-01-31T00:00:00.000Z';
const MARCH = '2026-03-31T00:00:00.000Z';

describe('create-test-clock', () => {
  test('stops the business time of a TEST tenant', async () => {
    const shop = await world.tenant();
    expect(await shop.server.do(CLOCK)).toEqual({ testClock: null });
    const { testClockCreate } = await shop.server.do(CREATE, { now: JANUARY });
    expect(testClockCreate).toEqual({ testClock: { now: JANUARY, status: 'READY' }, userErrors: [] });
    const ada = await shop.user();
    const { user } = await shop.server.do(`query User($id: ID!) { user(id: $id) { createdAt } }`, { id: ada.userId });
    expect(user).toEqual({ createdAt: JANUARY });
  });

  test('a second clock, and one for a LIVE tenant, are refused, and nothing is written', async () => {
    const [shop, live] = [await world.tenant(), await world.tenant({ mode: 'LIVE' })];
    await shop.server.do(CREATE, { now: JANUARY });
    const before = [await rowsOf(shop), await rowsOf(live)];
    expect((await shop.server.do(CREATE, { now: MARCH })).testClockCreate).toEqual({ testClock: null, userErrors: [{ field: null, code: 'ALREADY_EXISTS' }] });
    expect((await live.server.do(CREATE, { now: MARCH })).testClockCreate).toEqual({ testClock: null, userErrors: [{ field: null, code: 'TEST_CLOCK_NOT_ALLOWED' }] });
    expect([await rowsOf(shop), await rowsOf(live)]).toEqual(before);
  });

  test('a user may not touch the clock', async () => {
    const shop = await world.tenant();
    const { errors } = await (await shop.user()).ask(CREATE, { now: JANUARY });
    expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('advance-test-clock', () => {
  test('returns at once, and a job brings the clock to its target', async () => {
    const shop = await world.tenant();
    await shop.server.do(CREATE, { now: JANUARY });
    const { testClockAdvance } = await shop.server.do(ADVANCE, { to: MARCH });
    expect(testClockAdvance).toEqual({ testClock: { now: JANUARY, status: 'ADVANCING' }, userErrors: [] });
    await world.settle();
    expect(await shop.server.do(CLOCK)).toEqual({ testClock: { now: MARCH, status: 'READY' } });
  });

  test.each([
    ['without a clock', null, MARCH, { field: null, code: 'NOT_FOUND' }],
    ['back', MARCH, JANUARY, { field: ['to'], code: 'TEST_CLOCK_MOVES_FORWARD_ONLY' }],
  ])('%s is refused, and nothing is written', async (_why, now, to, refusal) => {
    const shop = await world.tenant();
    if (now) await shop.server.do(CREATE, { now });
    const before = await rowsOf(shop);
    expect((await shop.server.do(ADVANCE, { to })).testClockAdvance).toEqual({ testClock: null, userErrors: [refusal] });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('a clock on its way is not sent again', async () => {
    const shop = await world.tenant();
    await shop.server.do(CREATE, { now: JANUARY });
    await shop.server.do(ADVANCE, { to: MARCH });
    const before = await rowsOf(shop);
    expect((await shop.server.do(ADVANCE, { to: MARCH })).testClockAdvance).toEqual({ testClock: null, userErrors: [{ field: null, code: 'TEST_CLOCK_ADVANCING' }] });
    expect(await rowsOf(shop)).toEqual(before);
    await world.settle();
  });
});
