import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, type GraphQLInputType } from 'graphql';
import { post } from '../../../tests/kit/client';
import { environmentOf } from '../../../tests/kit/environment';
import { RealProcess } from '../../../tests/kit/real-process';
import type { Data, Shop } from '../../../tests/kit/shop';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

// A process of its own takes seconds to start on a busy machine.
jest.setTimeout(180_000);

const NUMBER = '4242424242424242';
const spellings = [NUMBER, '4242 4242 4242 4242', '4242-4242-4242-4242', '４２４２４２４２４２４２４２４２', 'card 4242 4242 4242 4242 12/30'];
const holdsNumber = (text: string) => text.normalize('NFKC').replaceAll(/[\s.\-_/]/g, '').includes(NUMBER);

let world: World;
let shop: Shop;
/** The whole program, which logs all that it ever logs. */
let server: RealProcess;
let url: string;
beforeAll(async () => {
  world = await World.open();
  shop = await world.tenant();
  server = RealProcess.start(['src/main.ts'], { ...environmentOf(world), ...world.gateway.env, LOG_LEVEL: 'trace' });
  url = (await server.says(/"url":"([^"]+)"/))[1]!;
});
afterEach(() => expect(`${server.out}${server.err}`.split('\n').filter(holdsNumber)).toEqual([]));
afterAll(async () => {
  RealProcess.endAll();
  await world.close();
});

async function ask(document: string, variables: Data, apiKey = shop.secretKey): Promise<Data> {
  const { data, errors } = await post(url, document, variables, { apiKey });
  return { ...data, errors };
}

/** The columns of the shop's rows in which the number stands: "user.name". */
async function columnsWithNumber(): Promise<string[]> {
  const rows = Object.entries(await rowsOf(shop));
  const found = rows.flatMap(([table, texts]) => texts.flatMap((text) => Object.entries(JSON.parse(text) as Data).flatMap(([column, value]) => (holdsNumber(JSON.stringify(value)) ? [`${table}.${column}`] : []))));
  return [...new Set(found)].sort();
}

test('where a token is wanted a card number is refused, however it is written, and stays nowhere', async () => {
  const user = await shop.user();
  const attach = 'mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { paymentMethod { id } userErrors { code message field } } }';
  for (const token of spellings) {
    const { paymentMethodAttach } = await ask(attach, { input: { userId: user.userId, token } });
    expect(paymentMethodAttach).toMatchObject({ paymentMethod: null, userErrors: [{ code: 'PAYMENT_METHOD_INVALID', field: ['token'] }] });
    expect(holdsNumber(JSON.stringify(paymentMethodAttach))).toBe(false);
  }
  expect(await columnsWithNumber()).toEqual([]);
  expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
});

test('what cannot be an input is refused without repeating it', async () => {
  const attach = 'mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { userErrors { code } } }';
  for (const input of [{ token: NUMBER, number: NUMBER }, { token: Number(NUMBER) }, NUMBER]) {
    const { errors } = await ask(attach, { input });
    expect([errors[0].extensions.code, holdsNumber(JSON.stringify(errors))]).toEqual(['BAD_USER_INPUT', false]);
  }
});

/** An input with the number wherever there is room for a text. */
function filled(type: GraphQLInputType, path: readonly string[] = []): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [filled(nullable.ofType as GraphQLInputType, path)];
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter((field) => !path.includes(getNamedType(field.type).name));
    return Object.fromEntries(fields.map((field) => [field.name, filled(field.type, [...path, nullable.name])]));
  }
  const byType: Data = { Boolean: true, Int: 1, BigInt: '1', Decimal: '1', Percent: '10', CurrencyCode: 'GBP', Date: '2026-03-31', DateTime: '2026-03-31T10:00:00.000Z', JSON: { note: spellings[1] } };
  return byType[nullable.name] ?? spellings[1];
}

test('whatever takes a text may be given the number and logs it nowhere, whoever asks', async () => {
  const mutations = Object.values(world.program.schema.getMutationType()!.getFields());
  for (const { name, args: [input] } of mutations) {
    const document = `mutation M($input: ${String(input!.type)}) { ${name}(input: $input) { __typename userErrors { code } } }`;
    for (const apiKey of [shop.secretKey, shop.publishableKey]) {
      const { errors = [] } = await ask(document, { input: filled(input!.type) }, apiKey);
      expect((errors as Data[]).filter(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
    }
  }
});

test('texts of people are kept as they are, and go into no event, no job and no log', async () => {
  const email = 'ada@example.com';
  const { userRegister } = await ask('mutation R($input: UserRegisterInput!) { userRegister(input: $input) { user { id } userErrors { code } } }', { input: { email, password: 'correct horse battery', name: spellings[1] } });
  const userId = userRegister.user.id as string;
  const metadata = { note: spellings[2] };
  await ask('mutation U($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }', { input: { userId, metadata } });
  await ask('mutation C($input: CreditBalanceAdjustInput!) { creditBalanceAdjust(input: $input) { userErrors { code } } }', { input: { userId, amountMinor: 1, currency: 'GBP', reason: spellings[4] } });
  await fetch(`${url}?${new URLSearchParams({ query: `{ user(id: "${NUMBER}") { id } }` }).toString()}`, { headers: { 'x-api-key': shop.secretKey, 'apollo-require-preflight': '1' } });
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': NUMBER, authorization: `Bearer ${NUMBER}` }, body: `{"query": "${NUMBER}` });
  await world.settle();
  const columns = await columnsWithNumber();
  expect(columns).toEqual(expect.arrayContaining(['ledger_entry.reason', 'user.metadata', 'user.name']));
  expect(columns.filter((column) => /^(event|job|outbox|idempotency|audit)/.test(column))).toEqual([]);
});
