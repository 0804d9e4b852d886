import { adjustCredit, asSystem, creditOf, eventTypes, issueInvoice } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { transferValue } from './actions/transfer-value';
import { LedgerCauseKind } from './model/ledger-entry.entity';
import { balanceOf, issuedBy } from './storage/ledger.queries';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const ENTRIES = `query Entries($id: ID!) { user(id: $id) { creditBalanceEntries { totalCount edges { node {
  cause reason amount { amountMinor currency } invoice { id }
} } } } }`;

describe('adjust-credit-balance', () => {
  test('staff give credit and take it; the user sees what she has, and why', async () => {
    const shop = await world.tenant();
    const [ada, staff] = [await shop.user(), await shop.user({ role: 'STAFF' })];
    const { userId } = ada;
    expect(await adjustCredit(staff, { userId, amountMinor: 2_000, reason: '  A late parcel ' })).toEqual({
      creditBalance: { amountMinor: 2_000, currency: 'GBP' },
      entry: { id: expect.stringMatching(/^len_/), cause: 'ADJUSTMENT', reason: 'A late parcel', amount: { amountMinor: 2_000, currency: 'GBP' } },
      userErrors: [],
    });
    expect(await adjustCredit(shop.server, { userId, amountMinor: -500 })).toMatchObject({ creditBalance: { amountMinor: 1_500 }, entry: { reason: null } });
    await adjustCredit(shop.server, { userId, amountMinor: 7, currency: 'JPY' });
    await adjustCredit(shop.server, { userId, amountMinor: 1_250, currency: 'KWD' });
    await adjustCredit(shop.server, { userId, amountMinor: -1_250, currency: 'KWD' });
    const { viewer } = await ada.do(`{ viewer { creditBalances { amount currency } } }`);
    // 20.00 - 5.00 = 15.00; of KWD nothing is left.
    expect(viewer.creditBalances).toEqual([{ amount: '15.00', currency: 'GBP' }, { amount: '7', currency: 'JPY' }]);
    const { user } = await ada.do(ENTRIES, { id: userId });
    expect(user.creditBalanceEntries.totalCount).toBe(5);
    expect(user.creditBalanceEntries.edges[4].node).toEqual({
      cause: 'ADJUSTMENT',
      reason: 'A late parcel',
      amount: { amountMinor: 2_000, currency: 'GBP' },
      invoice: null,
    });
  });

  test('each change is told with ids, amounts and codes only', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await adjustCredit(shop.server, { userId, amountMinor: 2_000, reason: 'A late parcel' });
    await adjustCredit(shop.server, { userId, amountMinor: -500 });
    await world.settle();
    const { events } = await shop.server.do(`{ events(first: 10, types: ["credit_balance.changed"]) { edges { node { objectId objectVersion data } } } }`);
    const told = { accountId: expect.stringMatching(/^lac_/), userId, currency: 'GBP', causeKind: 'ADJUSTMENT', causeId: expect.stringMatching(/^adj_/) };
    expect(events.edges.map(({ node }: { node: { data: object } }) => node.data)).toEqual([
      { ...told, amountMinor: 2_000, balanceMinor: 2_000 },
      { ...told, amountMinor: -500, balanceMinor: 1_500 },
    ]);
    const [first, second] = events.edges.map(({ node }: { node: { objectVersion: number } }) => node.objectVersion);
    expect(second).toBe(first + 1);
  });

  test.each<[what: string, input: { amountMinor: number; reason?: string }, userErrors: object[]]>([
    ['nothing', { amountMinor: 0 }, [{ code: 'INVALID', field: ['amountMinor'] }]],
    ['more than a price may be', { amountMinor: 1_000_000_000_001 }, [{ code: 'INVALID', field: ['amountMinor'] }]],
    ['less than that below zero', { amountMinor: -1_000_000_000_001 }, [{ code: 'INVALID', field: ['amountMinor'] }]],
    ['more than she has', { amountMinor: -1_001 }, [{ code: 'CREDIT_BALANCE_INSUFFICIENT', field: ['amountMinor'] }]],
    ['a story', { amountMinor: 1, reason: 'x'.repeat(256) }, [{ code: 'INVALID', field: ['reason'] }]],
  ])('%s is refused, and nothing is written', async (_what, input, userErrors) => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await adjustCredit(shop.server, { userId, amountMinor: 1_000 });
    const before = await rowsOf(shop);
    expect(await adjustCredit(shop.server, { userId, ...input })).toEqual({ creditBalance: null, entry: null, userErrors });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('nobody gives credit to somebody unknown, of another shop, or to herself', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [ada, mallory] = [await shop.user(), await other.user()];
    const before = await rowsOf(shop);
    for (const userId of ['user_unknown', mallory.userId]) {
      expect((await adjustCredit(shop.server, { userId, amountMinor: 1 })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
    }
    await expect(adjustCredit(ada, { userId: ada.userId, amountMinor: 1 })).rejects.toThrow('billing.adjustBalance');
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('another user sees nothing of it, staff do', async () => {
    const shop = await world.tenant();
    const [ada, eve, staff] = [await shop.user(), await shop.user(), await shop.user({ role: 'STAFF' })];
    const { entry } = await adjustCredit(staff, { userId: ada.userId, amountMinor: 100 });
    const node = `query N($id: ID!) { node(id: $id) { id } }`;
    expect([(await eve.do(node, entry)).node, (await ada.do(node, entry)).node, (await staff.do(node, entry)).node]).toEqual([null, { id: entry.id }, { id: entry.id }]);
    expect((await staff.do(ENTRIES, { id: ada.userId })).user.creditBalanceEntries.totalCount).toBe(1);
  });

  test('the same key gives credit once, also five times at once', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const input = { userId, amountMinor: 300, idempotencyKey: 'parcel-1' };
    const first = await adjustCredit(shop.server, input);
    const again = await Promise.all(Array.from({ length: 5 }, () => adjustCredit(shop.server, input)));
    expect(again).toEqual(new Array(5).fill(first));
    expect(await creditOf(shop, userId)).toEqual(['GBP 3.00']);
  });

  test('twenty at once, of two users, first ones included, lose nothing', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    await Promise.all(Array.from({ length: 20 }, (_one, index) => adjustCredit(shop.server, { userId: index % 2 ? ada.userId : eve.userId, amountMinor: 1 + index })));
    // Odd ones: 2 + 4 + ... + 20 = 110; the others: 1 + 3 + ... + 19 = 100.
    expect([await creditOf(shop, ada.userId), await creditOf(shop, eve.userId)]).toEqual([['GBP 1.10'], ['GBP 1.00']]);
  });
});

describe('transfer-value', () => {
  const cause = { kind: LedgerCauseKind.ADJUSTMENT, id: 'adj_1' };

  test('the same cause moves credit once, also when the credit is spent meanwhile', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const give = () => asSystem(shop, (work) => transferValue(work, { from: issuedBy(work), to: balanceOf(userId), unit: 'GBP', amountMinor: 100n, cause }));
    expect((await give()).entries.map(({ amountMinor }) => amountMinor)).toEqual([-100n, 100n]);
    await issueInvoice(shop, userId);
    const after = await rowsOf(shop);
    expect(await give()).toMatchObject({ from: { balanceMinor: 0n }, to: { balanceMinor: 0n }, entries: [] });
    expect(await rowsOf(shop)).toEqual(after);
    expect(await eventTypes(shop, 'credit_balance.')).toEqual(['credit_balance.changed', 'credit_balance.changed']);
  });

  test('from one user to another, in both directions at once, is never more than there is', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    for (const { userId } of [ada, eve]) await adjustCredit(shop.server, { userId, amountMinor: 100 });
    const move = (from: string, to: string, id: string) =>
      asSystem(shop, (work) =>
        transferValue(work, { from: balanceOf(from), to: balanceOf(to), unit: 'GBP', amountMinor: 60n, cause: { ...cause, id } }),
      );
    const moves = Array.from({ length: 6 }, (_one, index) => (index % 2 ? move(ada.userId, eve.userId, `adj_${index}`) : move(eve.userId, ada.userId, `adj_${index}`)));
    const codes = (await Promise.allSettled(moves)).flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : []));
    expect(codes.filter((code) => code !== 'CREDIT_BALANCE_INSUFFICIENT')).toEqual([]);
    const pence = [...(await creditOf(shop, ada.userId)), ...(await creditOf(shop, eve.userId))].map((text) => Number(text.replace(/\D/g, '')));
    expect(pence.reduce((sum, one) => sum + one, 0)).toBe(200);
  });

  test('nothing is no transfer', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const before = await rowsOf(shop);
    const give = asSystem(shop, (work) => transferValue(work, { from: issuedBy(work), to: balanceOf(userId), unit: 'GBP', amountMinor: 0n, cause }));
    await expect(give).rejects.toThrow('more than zero');
    expect(await rowsOf(shop)).toEqual(before);
  });
});
