import { issueInvoice } from '../../../tests/kit/billing';
import { taxRateOf } from '../../../tests/kit/coupons';
import { violationsOf } from '../../../tests/kit/invariants';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const RATE = 'taxRate { name status countryCode subdivision category percent isIncluded }';
const mutate = async (client: Client, name: string, input: Data, selection = RATE) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return (await client.do(`mutation Do($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }))[name] as Data;
};
const live = (client: Client, taxRegion: Data | null) => mutate(client, 'userUpdate', { taxRegion }, 'user { taxRegion { countryCode subdivision } }');
const lineOf = (unitAmountMinor: bigint, taxCategory: string | null = 'STANDARD') => ({ description: 'Box', quantity: 1, unitAmountMinor, taxCategory });
const TAXES = `query Taxes($id: ID!) { invoice(id: $id) { subtotal { amount } tax { amount } total { amount }
  lines { amount { amount } tax { amount } taxName taxPercent taxCategory isTaxIncluded explanation } } }`;
const taxesOf = async (shop: Shop, id: string) => (await shop.server.do(TAXES, { id })).invoice as Data;

describe('create-tax-rate', () => {
  test('one rate for a region and a category', async () => {
    const shop = await world.tenant();
    const input = { name: 'Sales tax', countryCode: 'US', subdivision: 'CA', category: 'books', percent: '8.875', isIncluded: false };
    expect(await mutate(shop.server, 'taxRateCreate', input)).toEqual({ taxRate: { ...input, category: 'BOOKS', status: 'ACTIVE' }, userErrors: [] });
    const before = await rowsOf(shop);
    expect(await mutate(shop.server, 'taxRateCreate', { ...input, name: 'Other' })).toEqual({ taxRate: null, userErrors: [{ code: 'ALREADY_EXISTS', field: ['category'] }] });
    expect(await rowsOf(shop)).toEqual(before);
    expect((await mutate(shop.server, 'taxRateCreate', { name: 'Any', percent: 5 })).taxRate).toEqual({ name: 'Any', status: 'ACTIVE', countryCode: null, subdivision: null, category: 'STANDARD', percent: '5', isIncluded: false });
  });

  test.each([
    ['a country that is none', { countryCode: 'ZZ' }, ['countryCode']],
    ['a subdivision of nothing', { subdivision: 'CA' }, ['subdivision']],
    ['a subdivision with its country', { countryCode: 'US', subdivision: 'US-CA' }, ['subdivision']],
    ['a category with a space', { category: 'A B' }, ['category']],
    ['no name', { name: '' }, ['name']],
  ])('%s is refused', async (_what, input, field) => {
    const shop = await world.tenant();
    expect(await mutate(shop.server, 'taxRateCreate', { name: 'VAT', percent: '20', ...input })).toEqual({ taxRate: null, userErrors: [{ code: 'INVALID', field }] });
  });
});

test('a user is taxed where she lives, and lines by what they are; each is rounded alone', async () => {
  const shop = await world.tenant();
  const ada = await shop.user();
  await taxRateOf(shop, { name: 'Default', percent: '5' });
  await taxRateOf(shop, { name: 'MwSt', countryCode: 'DE', percent: '19', isIncluded: true });
  await taxRateOf(shop, { name: 'MwSt', countryCode: 'DE', category: 'BOOKS', percent: '7', isIncluded: true });
  expect((await live(ada, { countryCode: 'DE' })).user.taxRegion).toEqual({ countryCode: 'DE', subdivision: null });
  const { id } = await issueInvoice(shop, ada.userId, { lines: [lineOf(1_000n), lineOf(1_000n, 'BOOKS'), lineOf(1_000n, null)] });
  // 10.00 x 19/119 = 1.597; 10.00 x 7/107 = 0.654
  expect(await taxesOf(shop, id)).toEqual({
    subtotal: { amount: '27.75' },
    tax: { amount: '2.25' },
    total: { amount: '30.00' },
    lines: [
      { amount: { amount: '8.40' }, tax: { amount: '1.60' }, taxName: 'MwSt', taxPercent: '19', taxCategory: 'STANDARD', isTaxIncluded: true, explanation: '1 × 10.00 = 10.00 GBP; MwSt 19 % in 10.00 = 1.60 GBP, without it 8.40' },
      { amount: { amount: '9.35' }, tax: { amount: '0.65' }, taxName: 'MwSt', taxPercent: '7', taxCategory: 'BOOKS', isTaxIncluded: true, explanation: '1 × 10.00 = 10.00 GBP; MwSt 7 % in 10.00 = 0.65 GBP, without it 9.35' },
      { amount: { amount: '10.00' }, tax: { amount: '0.00' }, taxName: null, taxPercent: null, taxCategory: null, isTaxIncluded: false, explanation: '1 × 10.00 = 10.00 GBP' },
    ],
  });
  await live(ada, { countryCode: 'FR', subdivision: '75' });
  const french = await issueInvoice(shop, ada.userId, { lines: [lineOf(1_000n), lineOf(10n), lineOf(10n)] });
  // 0.50; 0.005 is rounded up, twice
  expect(french).toMatchObject({ taxMinor: 52n, totalMinor: 1_072n });
  expect((await live(ada, null)).user.taxRegion).toBeNull();
  expect((await live(ada, { countryCode: 'uk' })).userErrors).toEqual([{ code: 'INVALID', field: ['taxRegion', 'countryCode'] }]);
});

test('update-tax-rate, archive-tax-rate: invoices keep the rate that was in force at their issue', async () => {
  const shop = await world.tenant();
  const { userId } = await shop.user();
  const taxRateId = await taxRateOf(shop);
  const bill = async () => taxesOf(shop, (await issueInvoice(shop, userId, { lines: [lineOf(1_000n)] })).id);
  const first = await issueInvoice(shop, userId, { lines: [lineOf(1_000n)] });
  const before = await taxesOf(shop, first.id);
  expect((await mutate(shop.server, 'taxRateUpdate', { taxRateId, percent: '21', name: 'BTW' })).taxRate).toMatchObject({ name: 'BTW', percent: '21', isIncluded: false });
  expect((await bill()).tax).toEqual({ amount: '2.10' });
  for (let time = 0; time < 2; time += 1) expect((await mutate(shop.server, 'taxRateArchive', { taxRateId })).taxRate).toMatchObject({ status: 'ARCHIVED' });
  expect((await bill()).tax).toEqual({ amount: '0.00' });
  expect(await taxesOf(shop, first.id)).toEqual(before);
  expect((await mutate(shop.server, 'taxRateUpdate', { taxRateId, percent: '1' })).userErrors).toEqual([{ code: 'TRANSITION_NOT_ALLOWED', field: ['taxRateId'] }]);
  await taxRateOf(shop, { percent: '9' });
  expect((await bill()).tax).toEqual({ amount: '0.90' });
});

test('what tax costs: nothing for lines without a category, one statement without regions, two with', async () => {
  const shop = await world.tenant();
  const { userId } = await shop.user();
  const during = async (taxCategory: string | null) => (await statementsDuring(shop, () => issueInvoice(shop, userId, { lines: [lineOf(1_000n, taxCategory)] }))).filter((name) => ['tax_rate', 'user'].includes(name));
  expect(await during(null)).toEqual([]);
  expect(await during('STANDARD')).toEqual(['tax_rate']);
  await taxRateOf(shop);
  expect(await during('STANDARD')).toEqual(['tax_rate']);
  await taxRateOf(shop, { countryCode: 'GB' });
  expect(await during('STANDARD')).toEqual(['tax_rate', 'user']);
});

test('tax rates are for staff; a page costs one statement, and its count another', async () => {
  const shop = await world.tenant();
  for (const category of ['A', 'B', 'C']) await taxRateOf(shop, { category });
  const RATES = `{ taxRates(status: ACTIVE) { totalCount edges { node { category } } } }`;
  expect([...(await statementsOf(shop.server, RATES))].sort()).toEqual(['tax_rate', 'tax_rate: count']);
  expect((await shop.server.do(RATES)).taxRates.edges.map(({ node }: Data) => node.category)).toEqual(['A', 'B', 'C']);
  const ada = await shop.user();
  expect((await ada.ask(RATES)).errors![0]!.extensions.code).toBe('FORBIDDEN');
});
