import { setTimeout as sleep } from 'node:timers/promises';
import { asSystem, attach, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { findDefaultPaymentMethod } from './contract';
import { PaymentMethod } from './model/payment-method.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const ATTACH = `mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) {
  paymentMethod { id kind label isDefault expiresOn } userErrors { code field message }
} }`;
const METHODS = `{ viewer { paymentMethods { totalCount edges { node { id label isDefault } } } } }`;

async function methodsOf(client: Client): Promise<{ id: string; label: string; isDefault: boolean }[]> {
  const { viewer } = await client.do(METHODS);
  return viewer.paymentMethods.edges.map(({ node }: { node: object }) => node);
}

describe('attach-payment-method', () => {
  test.each([
    ['sandbox_succeeds', 'CARD', 'Sandbox card ····4242', '2099-12-31'],
    ['sandbox_redirect', 'WALLET', 'Sandbox wallet', null],
    ['sandbox_mandate', 'MANDATE', 'Sandbox mandate ····3000', null],
    ['sandbox_bank_transfer', 'BANK_TRANSFER', 'Sandbox bank transfer', null],
  ])('%s is a %s', async (token, kind, label, expiresOn) => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { paymentMethodAttach } = await ada.do(ATTACH, { input: { token } });
    const { id, ...shown } = paymentMethodAttach.paymentMethod;
    expect({ ...paymentMethodAttach, paymentMethod: shown }).toEqual({ paymentMethod: { kind, label, isDefault: true, expiresOn }, userErrors: [] });
    expect(await methodsOf(ada)).toEqual([{ id, label, isDefault: true }]);
  });

  test('the first method is the default, also when two are first at once', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await Promise.all([attach(ada, 'sandbox_succeeds'), attach(ada, 'sandbox_redirect')]);
    await attach(ada, 'sandbox_mandate');
    expect((await methodsOf(ada)).map(({ isDefault }) => isDefault).sort()).toEqual([false, false, true]);
  });

  test('the gateway\'s token is sealed, and not shown by any field', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const id = await attach(ada, 'sandbox_succeeds');
    const row = await asSystem(shop, (work) => work.find(PaymentMethod, id));
    expect(row!.sealedToken).toMatch(/^v2\./);
    const { __type } = await ada.do(`{ __type(name: "PaymentMethod") { fields { name } } }`);
    expect(__type.fields.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['createdAt', 'expiresOn', 'id', 'isDefault', 'kind', 'label', 'restrictions', 'updatedAt', 'user'],
    );
  });

  test.each([
    ['4242 4242 4242 4242', 'a card number'],
    ['sandbox_unknown', 'a token that the gateway does not know'],
  ])('%s (%s) is refused, is not repeated in the answer, and leaves nothing behind', async (token) => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { data } = await ada.ask(ATTACH, { input: { token } });
    expect(data!.paymentMethodAttach).toMatchObject({ paymentMethod: null, userErrors: [{ code: 'PAYMENT_METHOD_INVALID', field: ['token'] }] });
    expect(JSON.stringify(data)).not.toContain(token);
    expect(await methodsOf(ada)).toEqual([]);
  });

  test('what was refused, or not answered, leaves its key free; a method is replayed', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const codesOf = async (token: string) => {
      const { paymentMethodAttach } = await ada.do(ATTACH, { input: { token, idempotencyKey: 'a' } });
      return paymentMethodAttach.userErrors.map(({ code }: { code: string }) => code);
    };
    expect(await codesOf('sandbox_unknown')).toEqual(['PAYMENT_METHOD_INVALID']);
    await world.gateway.arm({ kind: 'LOSE_ANSWER' });
    expect(await codesOf('sandbox_redirect')).toEqual(['PAYMENT_GATEWAY_UNAVAILABLE']);
    expect(await codesOf('sandbox_succeeds')).toEqual([]);
    const stored = { input: { token: 'sandbox_succeeds', idempotencyKey: 'a' } };
    const [first, second] = [await ada.do(ATTACH, stored), await ada.do(ATTACH, stored)];
    expect(first.paymentMethodAttach).toMatchObject({ paymentMethod: { label: 'Sandbox card ····4242' }, userErrors: [] });
    expect(second).toEqual(first);
    expect(await methodsOf(ada)).toHaveLength(1);
    const conflict = await ada.ask(ATTACH, { input: { ...stored.input, token: 'sandbox_redirect' } });
    expect(conflict.errors![0]!.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('ten uses of a key at once are one method', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const input = { token: 'sandbox_succeeds', idempotencyKey: 'a' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ada.do(ATTACH, { input })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await methodsOf(ada)).toHaveLength(1);
  });

  test('a use that is taken for dead is done by the next one, and is one method all the same', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await world.gateway.arm({ kind: 'LATE', delayMs: 250 });
    const input = { token: 'sandbox_succeeds', idempotencyKey: 'a' };
    const slow = ada.do(ATTACH, { input });
    const old = `UPDATE idempotency_key SET used_at = '2020-01-01 00:00:00.000' WHERE tenant_id = :tenant`;
    while ((await asSystem(shop, (work) => work.change('test: old', old))) === 0) await sleep(5);
    const next = await ada.do(ATTACH, { input });
    expect(next.paymentMethodAttach).toMatchObject({ paymentMethod: { label: 'Sandbox card ····4242' }, userErrors: [] });
    expect(await slow).toEqual(next);
    expect(await methodsOf(ada)).toHaveLength(1);
  });

  test('a use that was taken for dead, and fails after all, leaves the key to the one that took it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await world.gateway.arm({ kind: 'LOSE_ANSWER' });
    const slow = ada.do(ATTACH, { input: { token: 'sandbox_succeeds', idempotencyKey: 'a' } });
    const taken = `UPDATE idempotency_key SET used_at = '2099-01-01 00:00:00.000' WHERE tenant_id = :tenant`;
    while ((await asSystem(shop, (work) => work.change('test: taken', taken))) === 0) await sleep(5);
    expect((await slow).paymentMethodAttach.userErrors).toMatchObject([{ code: 'PAYMENT_GATEWAY_UNAVAILABLE' }]);
    const { view } = await world.program.openSystemContext(shop.tenantId);
    expect(await view.rows('test: keys', 'SELECT used_at FROM idempotency_key WHERE tenant_id = :tenant')).toEqual([{ used_at: '2099-01-01 00:00:00.000' }]);
  });

  test('of two at once whose first answer is lost, both are the same method in the end', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await world.gateway.arm({ kind: 'LOSE_ANSWER' });
    const input = { token: 'sandbox_succeeds', idempotencyKey: 'a' };
    const both = await Promise.all([ada.do(ATTACH, { input }), ada.do(ATTACH, { input })]);
    const [stored, ...more] = await methodsOf(ada);
    expect(more).toEqual([]);
    expect(both.map(({ paymentMethodAttach: { paymentMethod, userErrors } }) => paymentMethod?.id ?? userErrors[0].code).sort()).toEqual(['PAYMENT_GATEWAY_UNAVAILABLE', stored!.id].sort());
    for (const answer of both) expect((await ada.do(ATTACH, { input })).paymentMethodAttach.paymentMethod.id).toBe(answer.paymentMethodAttach.paymentMethod?.id ?? stored!.id);
  });

  test('a gateway that does not answer is a reason to try again', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await world.gateway.arm({ kind: 'LOSE_ANSWER' });
    const { paymentMethodAttach } = await ada.do(ATTACH, { input: { token: 'sandbox_succeeds' } });
    expect(paymentMethodAttach).toMatchObject({ paymentMethod: null, userErrors: [{ code: 'PAYMENT_GATEWAY_UNAVAILABLE', field: null }] });
    expect(await methodsOf(ada)).toEqual([]);
  });

  test('a secret key acts for the user that it names; a user for nobody else', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    await attach(shop.server, 'sandbox_succeeds', ada.userId);
    expect((await methodsOf(ada)).map(({ label }) => label)).toEqual(['Sandbox card ····4242']);
    const errorsOf = async (client: Client, userId?: string) =>
      (await client.do(ATTACH, { input: { token: 'sandbox_succeeds', userId } })).paymentMethodAttach.userErrors.map(
        ({ code, field }: { code: string; field: string[] }) => ({ code, field }),
      );
    expect(await errorsOf(shop.server)).toEqual([{ code: 'INVALID', field: ['userId'] }]);
    expect(await errorsOf(eve, ada.userId)).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
    expect(await errorsOf(shop.server, 'user_00000000000000000000000000')).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
    const visitor = await shop.visitor.ask(ATTACH, { input: { token: 'sandbox_succeeds' } });
    expect(visitor.errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect([(await methodsOf(ada)).length, (await methodsOf(eve)).length]).toEqual([1, 0]);
  });
});

const SET_DEFAULT = `mutation SetDefault($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { paymentMethod { isDefault } userErrors { code field } } }`;
const DETACH = `mutation Detach($input: PaymentMethodDetachInput!) { paymentMethodDetach(input: $input) { paymentMethod { isDefault } userErrors { code field } } }`;
const NOT_FOUND = { paymentMethod: null, userErrors: [{ code: 'NOT_FOUND', field: ['paymentMethodId'] }] };

describe('set-default-payment-method', () => {
  test('one method is the default at a time, and is what is charged', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const [good, bad] = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_declines')];
    for (let time = 0; time < 2; time += 1) {
      const { paymentMethodSetDefault } = await ada.do(SET_DEFAULT, { input: { paymentMethodId: bad } });
      expect(paymentMethodSetDefault).toEqual({ paymentMethod: { isDefault: true }, userErrors: [] });
    }
    expect((await methodsOf(ada)).map(({ id, isDefault }) => [id, isDefault])).toEqual([[good, false], [bad, true]]);
    const invoice = await issueInvoice(shop, ada.userId);
    expect((await pay(ada, { invoiceId: invoice.id })).userErrors).toEqual([{ code: 'PAYMENT_DECLINED', field: null }]);
  });

  test('somebody else\'s method is not found and stays as it is', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const [, second] = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_redirect')];
    expect((await eve.do(SET_DEFAULT, { input: { paymentMethodId: second } })).paymentMethodSetDefault).toEqual(NOT_FOUND);
    expect((await methodsOf(ada)).map(({ isDefault }) => isDefault)).toEqual([true, false]);
  });
});

describe('detach-payment-method', () => {
  test('a removed default is followed by the oldest that is left', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const ids = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_redirect'), await attach(ada, 'sandbox_mandate')];
    expect((await ada.do(DETACH, { input: { paymentMethodId: ids[0] } })).paymentMethodDetach.userErrors).toEqual([]);
    expect((await methodsOf(ada)).map(({ id, isDefault }) => [id, isDefault])).toEqual([[ids[1], true], [ids[2], false]]);
    expect((await ada.do(DETACH, { input: { paymentMethodId: ids[0] } })).paymentMethodDetach).toEqual(NOT_FOUND);
    const invoice = await issueInvoice(shop, ada.userId);
    const refused = await pay(ada, { invoiceId: invoice.id, paymentMethodId: ids[0] });
    expect(refused).toEqual({ invoice: null, payment: null, userErrors: [{ code: 'NOT_FOUND', field: ['paymentMethodId'] }] });
  });

  test('the last one leaves no default; the next that is attached becomes it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await ada.do(DETACH, { input: { paymentMethodId: await attach(ada, 'sandbox_succeeds') } });
    expect(await asSystem(shop, (work) => findDefaultPaymentMethod(work, ada.userId))).toBeNull();
    await attach(ada, 'sandbox_redirect');
    expect((await methodsOf(ada)).map(({ label, isDefault }) => [label, isDefault])).toEqual([['Sandbox wallet', true]]);
  });

  test('somebody else\'s method is not found and stays', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const paymentMethodId = await attach(ada, 'sandbox_succeeds');
    expect((await eve.do(DETACH, { input: { paymentMethodId } })).paymentMethodDetach).toEqual(NOT_FOUND);
    expect(await methodsOf(ada)).toHaveLength(1);
  });
});
