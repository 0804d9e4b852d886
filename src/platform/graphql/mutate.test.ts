import { setTimeout as sleep } from 'node:timers/promises';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { network } from '../../../tests/kit/gadgets/gadget.resolver';
import type { Answer } from '../../../tests/kit/client';
import type { Client, Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';

const PAYLOAD = '{ gadget { id sku name } gadgets { sku } price { amountMinor currency amount } madeAt userErrors { code field } }';
const MAKE = `mutation ($input: GadgetMakeInput!) { answer: gadgetMake(input: $input) ${PAYLOAD} }`;
const BUY = `mutation ($input: GadgetMakeInput!) { answer: gadgetBuy(input: $input) { gadget { id sku name isActive } userErrors { code } } }`;

let world: World;
let shop: Shop;
let calls: string[];
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  shop = await world.tenant();
  calls = [];
  network.call = async (gadgetId) => void calls.push(gadgetId);
});
afterAll(() => world.close());

const make = (input: object, by: Client = shop.visitor) => by.ask(MAKE, { input });
const buy = (input: object, by: Client = shop.visitor) => by.ask(BUY, { input });
const answerOf = ({ data, errors }: Answer) => {
  expect(errors).toBeUndefined();
  return data!.answer as Record<string, unknown>;
};
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
const desk = () => world.program.openSystemContext(shop.tenantId);
const skus = async () => (await (await desk()).view.from(Gadget).orderBy('sku').all()).map(({ sku }) => sku);
const events = async () => (await (await desk()).view.rows('events', 'SELECT id FROM event_pending WHERE tenant_id = :tenant')).length;
const keys = async () => (await (await desk()).view.rows('keys', 'SELECT key_hash FROM idempotency_key WHERE tenant_id = :tenant')).length;

test('the same key and input replays the first answer, to the last field', async () => {
  const input = { sku: 'a', name: 'first', idempotencyKey: 'k1' };
  const first = answerOf(await make(input));
  expect(first).toEqual({
    gadget: { id: expect.stringMatching(/^gdg_/), sku: 'a', name: 'first' },
    gadgets: [{ sku: 'a' }],
    price: { amountMinor: 1999, currency: 'GBP', amount: '19.99' },
    madeAt: expect.stringMatching(/^\d{4}-.*Z$/),
    userErrors: [],
  });
  expect(answerOf(await make(input))).toEqual(first);
  // The order of the fields of an input is not part of it.
  expect(answerOf(await make({ idempotencyKey: 'k1', name: 'first', sku: 'a' }))).toEqual(first);
  expect([await skus(), await events(), await keys()]).toEqual([['a'], 1, 1]);
});

test('a replay has the facts of the first answer; names are as they are now', async () => {
  const input = { sku: 'a', name: 'first', rank: 3, idempotencyKey: 'k1' };
  const replayed = `mutation ($input: GadgetMakeInput!) {
    answer: gadgetMake(input: $input) { gadget { id sku name rank amount isActive } userErrors { code } }
  }`;
  const first = answerOf(await shop.visitor.ask(replayed, { input })).gadget as { id: string };
  const change = { sku: 'b', name: 'second', rank: null, amount: 2n ** 62n, isActive: false };
  await (await desk()).transact(async (work) => work.save(Object.assign((await work.lock(Gadget, first.id))!, change)));
  expect(answerOf(await shop.visitor.ask(replayed, { input })).gadget).toEqual({ ...first, name: 'second' });
  const now = { sku: 'b', rank: null, amount: (2n ** 62n).toString(), isActive: false };
  expect((await shop.visitor.ask('query ($id: ID!) { gadget(id: $id) { sku rank amount isActive } }', { id: first.id })).data).toEqual({ gadget: now });
});

test('the same key with another input is IDEMPOTENCY_CONFLICT', async () => {
  await make({ sku: 'a', idempotencyKey: 'k1' });
  for (const input of [{ sku: 'b' }, { sku: 'a', name: 'x' }, { sku: 'a', rank: 8 }]) {
    expect(codeOf(await make({ ...input, idempotencyKey: 'k1' }))).toBe('IDEMPOTENCY_CONFLICT');
  }
  // A default that is written out is the same input.
  expect(codeOf(await make({ sku: 'a', rank: 7, idempotencyKey: 'k1' }))).toBeUndefined();
  expect([await skus(), await events()]).toEqual([['a'], 1]);
});

test('a key belongs to its tenant, its actor and its mutation', async () => {
  const other = await world.tenant();
  const ada = await shop.user();
  expect(answerOf(await make({ sku: 'a', idempotencyKey: 'k' }))).toMatchObject({ userErrors: [] });
  expect(answerOf(await make({ sku: 'b', idempotencyKey: 'k' }, ada))).toMatchObject({ gadget: { sku: 'b' } });
  expect(answerOf(await make({ sku: 'c', idempotencyKey: 'k' }, shop.server))).toMatchObject({ gadget: { sku: 'c' } });
  expect(answerOf(await make({ sku: 'd', idempotencyKey: 'k' }, other.visitor))).toMatchObject({ gadget: { sku: 'd' } });
  expect(answerOf(await buy({ sku: 'e', idempotencyKey: 'k' }))).toMatchObject({ gadget: { sku: 'e' } });
  expect(await skus()).toEqual(['a', 'b', 'c', 'e']);
});

test('without a key a repeat is a new act', async () => {
  await make({ sku: 'a' });
  await make({ sku: 'b' });
  expect(await skus()).toEqual(['a', 'b']);
  expect(await keys()).toBe(0);
});

test.each(['', 'x'.repeat(256)])('a key of no or too many characters is BAD_USER_INPUT', async (idempotencyKey) => {
  expect(codeOf(await make({ sku: 'a', idempotencyKey }))).toBe('BAD_USER_INPUT');
  expect(await skus()).toEqual([]);
});

test('any text of 255 characters is a key', async () => {
  const key = '\u{1F600}é \0'.repeat(51);
  expect(key).toHaveLength(255);
  const first = answerOf(await make({ sku: 'a', idempotencyKey: key }));
  expect(answerOf(await make({ sku: 'a', idempotencyKey: key }))).toEqual(first);
});

test('what was refused or failed leaves its key free', async () => {
  const key = { idempotencyKey: 'k1' };
  expect(answerOf(await make({ sku: 'refused', ...key }))).toMatchObject({ gadget: null, userErrors: [{ code: 'INVALID', field: ['sku'] }] });
  expect(codeOf(await make({ sku: 'broken', ...key }))).toBe('INTERNAL_SERVER_ERROR');
  expect([await keys(), await events()]).toEqual([0, 0]);
  expect(answerOf(await make({ sku: 'a', ...key }))).toMatchObject({ gadget: { sku: 'a' } });
  expect(await skus()).toEqual(['a']);
});

test('of twenty at once with one key, one is done and all have its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => make({ sku: 'a', idempotencyKey: 'k1' })));
  expect(new Set(answers.map((answer) => JSON.stringify(answerOf(answer)))).size).toBe(1);
  expect([await skus(), await events(), await keys()]).toEqual([['a'], 1, 1]);
});

test('of twenty at once with one key and different inputs, one is done and the others conflict', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_n, n) => make({ sku: `s${n}`, idempotencyKey: 'k1' })));
  expect(answers.map(codeOf).filter((code) => code === 'IDEMPOTENCY_CONFLICT')).toHaveLength(19);
  expect([(await skus()).length, await events(), await keys()]).toEqual([1, 1, 1]);
});

test('of twenty at once that are all refused, each learns why, and nothing stays', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => make({ sku: 'refused', idempotencyKey: 'k1' })));
  for (const answer of answers) expect(answerOf(answer)).toMatchObject({ userErrors: [{ code: 'INVALID' }] });
  expect([await skus(), await keys()]).toEqual([[], 0]);
});

describe('a mutation in steps', () => {
  test('calls the network once; repeats have the settled answer', async () => {
    const first = answerOf(await buy({ sku: 'a', idempotencyKey: 'k1' }));
    expect(first).toMatchObject({ gadget: { sku: 'a', name: 'bought', isActive: false }, userErrors: [] });
    expect(answerOf(await buy({ sku: 'a', idempotencyKey: 'k1' }))).toEqual(first);
    expect([calls.length, await skus()]).toEqual([1, ['a']]);
    expect(codeOf(await buy({ sku: 'b', idempotencyKey: 'k1' }))).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('a repeat waits while the first is under way, without a transaction of its own', async () => {
    let answerCall = () => undefined as void;
    network.call = (gadgetId) => new Promise<void>((resolve) => { calls.push(gadgetId); answerCall = resolve; });
    const first = buy({ sku: 'a', idempotencyKey: 'k1' });
    while (calls.length === 0) await sleep(2);
    const repeats = Array.from({ length: 19 }, () => buy({ sku: 'a', idempotencyKey: 'k1' }));
    await sleep(100);
    // Others are not held up meanwhile.
    expect(answerOf(await make({ sku: 'b' }))).toMatchObject({ gadget: { sku: 'b' } });
    answerCall();
    const answers = (await Promise.all([first, ...repeats])).map((answer) => JSON.stringify(answerOf(answer)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"bought"');
    expect([calls.length, await skus()]).toEqual([1, ['a', 'b']]);
  });

  test('one whose process died between the steps is answered with what it had begun, and is not called again', async () => {
    let die = () => undefined as void;
    network.call = (gadgetId) => new Promise<void>((_resolve, reject) => { calls.push(gadgetId); die = () => reject(new Error('dead')); });
    const first = buy({ sku: 'a', idempotencyKey: 'k1' });
    while (calls.length === 0) await sleep(2);
    const old = "UPDATE idempotency_key SET used_at = '2020-01-01 00:00:00.000' WHERE tenant_id = :tenant";
    await (await desk()).transact((work) => work.change('test: old', old));
    expect(answerOf(await buy({ sku: 'a', idempotencyKey: 'k1' }))).toMatchObject({ gadget: { sku: 'a', name: 'begun' }, userErrors: [] });
    expect(calls).toHaveLength(1);
    die();
    expect(codeOf(await first)).toBe('INTERNAL_SERVER_ERROR');
    expect([calls.length, await skus()]).toEqual([1, ['a']]);
  });
});
