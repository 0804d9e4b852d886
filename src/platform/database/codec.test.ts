import fc from 'fast-check';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';

let world: World;
let context: Context;
beforeAll(async () => {
  world = await World.open(withGadgets);
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
});
afterAll(() => world.close());

let made = 0;
const nextSku = () => `sku-${(made += 1)}`;

type Values = Partial<Pick<Gadget, 'name' | 'note' | 'rank' | 'amount' | 'startsAt' | 'isActive' | 'extra'>>;

/** What a row holds after it was inserted, read, saved over another row and read again. */
async function roundTrip(values: Values): Promise<[Values, Values]> {
  const inserted = await context.transact((work) => work.insert(Gadget, { isActive: false, ...values, sku: nextSku() }));
  const other = await context.transact((work) => work.insert(Gadget, { isActive: true, sku: nextSku() }));
  await context.transact(async (work) => work.save(Object.assign((await work.lock(Gadget, other.id))!, values)));
  const pick = (row: Gadget): Values => Object.fromEntries(Object.keys(values).map((key) => [key, row[key as keyof Values]]));
  const [a, b] = [await context.view.find(Gadget, inserted.id), await context.view.find(Gadget, other.id)];
  return [pick(a!), pick(b!)];
}

const instants = fc.date({ min: new Date('1000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const texts = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', ''));
const anything = fc.record({
  name: fc.option(texts),
  note: fc.option(texts),
  rank: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  amount: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  startsAt: fc.option(instants),
  isActive: fc.boolean(),
  extra: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f]../g, '')) as unknown),
});

test('every value comes back as it was stored', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (values) => {
      expect(await roundTrip(values)).toEqual([values, values]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test.each<Values>([
  { startsAt: new Date('2026-03-29T01:59:59.999Z'), amount: 2n ** 53n + 1n, rank: 0, isActive: true },
  { startsAt: new Date('1000-01-01T00:00:00.001Z'), amount: -(2n ** 63n), isActive: false },
  { startsAt: new Date('9999-12-31T23:59:59.999Z'), amount: 2n ** 63n - 1n, isActive: true },
  { name: 'Zoë 漢字 👩‍👩‍👧 \u{10FFFF} \\ \' " ` % _ \n \r \t \u001a ?', note: ':name ? /* -- */', isActive: true },
  { name: '', note: '', extra: '', isActive: true },
  { extra: 0, isActive: true },
  { extra: false, isActive: true },
  { extra: 'text', isActive: true },
  { extra: 'a null \u0000 inside', isActive: true },
  { extra: [], isActive: true },
  { extra: { b: 1, a: { deep: [1.5, null, '😀', true] } }, isActive: true },
])('edges: %p', async (values) => {
  expect(await roundTrip(values)).toEqual([values, values]);
});

test('half a UTF-16 pair becomes U+FFFD everywhere', async () => {
  const [row] = await roundTrip({ name: 'a\ud800b', note: '\udc00', extra: { 'k\ud800': ['\udfff', '\\ud800', '\\\ud800'] }, isActive: true });
  expect(row).toEqual({ name: 'a\ufffdb', note: '\ufffd', extra: { 'k\ufffd': ['\ufffd', '\\ud800', '\\\ufffd'] }, isActive: true });
});

const deep = (levels: number): unknown => (levels === 0 ? 'x' : { '[{': [deep(levels - 2)] });

test.each<[keyof Values, unknown, unknown, string]>([
  ['name', 'é'.repeat(255), 'é'.repeat(256), 'name may have at most 255 characters.'],
  ['name', '👩'.repeat(255), '👩'.repeat(256), 'name may have at most 255 characters.'],
  ['name', 'ok', 'a\0b', 'name must not contain the character U+0000.'],
  ['note', 'a'.repeat(65_535), 'a'.repeat(65_536), 'note may have at most 65535 bytes.'],
  ['note', 'é'.repeat(32_767), 'é'.repeat(32_768), 'note may have at most 65535 bytes.'],
  ['extra', deep(30), deep(32), 'extra may be nested at most 31 levels deep.'],
])('%s: what one engine could not keep is refused on both', async (property, good, bad, message) => {
  const [row] = await roundTrip({ [property]: good, isActive: true });
  expect(row[property]).toEqual(good);
  const before = await context.view.from(Gadget).count();
  const insert = context.transact((work) => work.insert(Gadget, { sku: nextSku(), isActive: true, [property]: bad }));
  await expect(insert).rejects.toMatchObject({ code: 'INVALID', message, field: [property] });
  expect(await context.view.from(Gadget).count()).toBe(before);
});

test('codes are told apart by case, and a second one is refused', async () => {
  const insert = (sku: string) => context.transact((work) => work.insertUnlessPresent(Gadget, { sku, isActive: true }));
  expect([await insert('85123A'), await insert('85123a'), await insert('Größe'), await insert('Grösse')].map(Boolean)).toEqual([true, true, true, true]);
  expect([await insert('85123A'), await insert('Größe')]).toEqual([null, null]);
});
