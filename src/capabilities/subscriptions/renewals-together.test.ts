import fc from 'fast-check';
import { adjustPoints, pointsProgram } from '../../../tests/kit/points';
import { attach, planOf, shopAt } from '../../../tests/kit/subscribing';
import type { Shop } from '../../../tests/kit/shop';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';
import { parseInstant } from '../../kernel/clock';
import type { Row } from '../../platform/database/engine';
import { instantToText } from '../../platform/database/instant-text';
import { billCycleJob } from './jobs/bill-cycle.job';
import { retryChargeJob } from './jobs/retry-charge.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const FIRST_DUE = '2026-02-28T10:00:00Z';

/** What one user has and does before her renewals come. */
interface Life {
  readonly token: string;
  readonly subscriptions: readonly { readonly plan: number; readonly quantity: number }[];
  readonly creditMinor: number;
  readonly points: number;
  readonly change: 'NONE' | 'PAUSE' | 'CANCEL_AT_END' | 'OTHER_PLAN' | 'OTHER_PLAN_NOW';
}

const lifeOf: fc.Arbitrary<Life> = fc.record({
  token: fc.constantFrom('sandbox_succeeds', 'sandbox_succeeds', 'sandbox_succeeds', 'sandbox_declines', 'sandbox_declines_hard', 'sandbox_declines_twice'),
  subscriptions: fc.array(fc.record({ plan: fc.nat(1), quantity: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 }),
  creditMinor: fc.constantFrom(0, 0, 500, 5_000),
  points: fc.constantFrom(0, 0, 700, 5_000),
  change: fc.constantFrom('NONE', 'NONE', 'PAUSE', 'CANCEL_AT_END', 'OTHER_PLAN', 'OTHER_PLAN_NOW'),
});

const CREATE = `mutation S($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { subscription { id } userErrors { code message } } }`;
const CREDIT = `mutation C($input: CreditBalanceAdjustInput!) { creditBalanceAdjust(input: $input) { userErrors { code message } } }`;
type Change = (input: object) => readonly [mutation: string, input: object];
const CHANGES: Record<Exclude<Life['change'], 'NONE'>, Change> = {
  PAUSE: (input: object) => [`mutation P($input: SubscriptionPauseInput!) { subscriptionPause(input: $input) { userErrors { code message } } }`, input],
  CANCEL_AT_END: (input: object) => [
    `mutation X($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code message } } }`,
    { ...input, timing: 'PERIOD_END' },
  ],
  OTHER_PLAN: (input: object) => [
    `mutation O($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code message } } }`,
    { ...input, quantity: 5, timing: 'PERIOD_END' },
  ],
  OTHER_PLAN_NOW: (input: object) => [
    `mutation N($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code message } } }`,
    { ...input, quantity: 7, timing: 'NOW' },
  ],
};

/** Names in the place of ids: the same for the same thing in two shops. */
type Names = Map<string, string>;

async function live(lives: readonly Life[]): Promise<{ shop: Shop; names: Names }> {
  const shop = await shopAt(world);
  const names: Names = new Map([[shop.tenantId, 'tenant']]);
  await pointsProgram(shop);
  const plans = [await planOf(shop, { trialDays: 28 }), await planOf(shop, { trialDays: 28, price: 2_500 })];
  for (const [n, life] of lives.entries()) {
    const user = await shop.user({ name: `User ${n}` });
    const { viewer } = await user.do('{ viewer { id } }');
    names.set(viewer.id, `user ${n}`);
    const first = await attach(user, 'sandbox_succeeds');
    const second = await attach(user, life.token);
    [first, second].forEach((id, at) => names.set(id, `method ${n} ${at}`));
    if (life.creditMinor > 0) await shop.server.do(CREDIT, { input: { userId: viewer.id, amountMinor: life.creditMinor, currency: 'GBP', reason: 'A gift' } });
    if (life.points > 0) await adjustPoints(shop.server, { userId: viewer.id, points: life.points });
    for (const [at, { plan, quantity }] of life.subscriptions.entries()) {
      const { subscriptionCreate } = await user.do(CREATE, { input: { planId: plans[plan], quantity, paymentMethodId: second, spendPointsOnRenewal: life.points > 0 } });
      expect(subscriptionCreate.userErrors).toEqual([]);
      names.set(subscriptionCreate.subscription.id, `subscription ${n} ${at}`);
      if (at > 0 || life.change === 'NONE') continue;
      const [mutation, input] = CHANGES[life.change]({ subscriptionId: subscriptionCreate.subscription.id });
      await user.do(mutation, { input });
    }
  }
  plans.forEach((id, at) => names.set(id, `plan ${at}`));
  return { shop, names };
}

/** Runs the renewals and retries that are due at an instant, and what follows from them. */
async function renew(shop: Shop, at: string, way: 'ALONE' | 'TOGETHER'): Promise<number> {
  const { program } = world;
  const now = instantToText(parseInstant(at)!);
  const desk = await program.openSystemContext(shop.tenantId);
  await desk.transact((work) => work.change('test: clock', 'UPDATE test_clock SET now = :now WHERE tenant_id = :tenant', { now }));
  let ran = 0;
  for (const job of [billCycleJob, retryChargeJob]) {
    const { view } = await program.openSystemContext(shop.tenantId);
    const rows = await view.rows(
      'test: due',
      `SELECT j.job_key, j.payload FROM job j JOIN billing_cycle c ON c.tenant_id = j.tenant_id AND c.id = j.job_key
       WHERE j.tenant_id = :tenant AND j.kind = :kind AND j.due_at <= :now ORDER BY c.created_at, c.subscription_id`,
      { kind: job.kind, now },
    );
    ran += rows.length;
    const payloads = rows.map(({ payload }) => JSON.parse(payload as string) as { cycleId: string });
    for (const part of way === 'TOGETHER' ? [payloads] : payloads.map((payload) => [payload])) {
      const outcomes = await job.runTogether!(await program.openSystemContext(shop.tenantId), part);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
    for (const { job_key: key } of rows) {
      await desk.transact((work) => work.change('test: done', 'DELETE FROM job WHERE tenant_id = :tenant AND kind = :kind AND job_key = :key AND due_at <= :now', { kind: job.kind, key: key as string, now }));
    }
  }
  await program.relay.settle(shop.tenantId);
  while ((await program.relay.settle(shop.tenantId)) + (await program.consumers.settle(shop.tenantId)) > 0);
  return ran;
}

const LEFT_OUT = new Set(['id', 'tenant_id', 'sequence', 'number', 'gateway_reference', 'action_url', 'version', 'transfer_id', 'position', 'payload']);

/** Everything that renewals write, in the words of both shops. Numbers of invoices are dealt by chance: those are compared as a whole. */
async function storyOf({ shop, names }: { shop: Shop; names: Names }): Promise<Record<string, string[]>> {
  const { view } = await world.program.openSystemContext(shop.tenantId);
  const all = (table: string, order: string) => view.rows(`test: ${table}`, `SELECT * FROM ${table} WHERE tenant_id = :tenant ORDER BY ${order}`);
  const cycles = await all('billing_cycle', 'subscription_id, schedule, `index`');
  for (const row of cycles) names.set(row.id as string, `cycle of ${names.get(row.subscription_id as string)}: ${Number(row.schedule)}, ${Number(row.index)}`);
  const invoices = await all('invoice', 'id');
  const purposes = new Map<string, number>();
  for (const row of invoices) {
    const purpose = `invoice of ${names.get(row.purpose_id as string)} ${row.purpose_kind as string}`;
    purposes.set(purpose, (purposes.get(purpose) ?? 0) + 1);
    names.set(row.id as string, `${purpose} ${purposes.get(purpose)}`);
  }
  const payments = await all('payment', 'id');
  for (const row of payments) names.set(row.id as string, `payment ${Number(row.attempt_number)} of ${names.get(row.invoice_id as string)}`);
  for (const row of await all('ledger_account', 'id')) names.set(row.id as string, `account of ${names.get(row.owner_id as string)}`);
  for (const row of await all('plan_version', 'number')) names.set(row.id as string, `version of ${names.get(row.plan_id as string)}`);
  const told = (text: string) => text.replace(/[a-z]+_[0-9a-hjkmnp-tv-z]{26}/g, (id) => names.get(id) ?? 'another');
  const textOf = (row: Row) => told(JSON.stringify(Object.entries(row).filter(([column]) => !LEFT_OUT.has(column)), (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)));
  const tables = { billing_cycle: cycles, invoice: invoices, payment: payments } as Record<string, Row[]>;
  for (const table of ['subscription', 'invoice_line', 'invoice_deduction', 'running_charge', 'ledger_account', 'ledger_entry', 'ledger_lot', 'pending_line']) tables[table] = await all(table, 'id');
  const events = await view.rows('test: events', 'SELECT type, object_id, object_version, data FROM event_log WHERE tenant_id = :tenant ORDER BY object_id, sequence');
  const jobs = await view.rows('test: jobs', `SELECT kind, job_key, due_at, payload FROM job WHERE tenant_id = :tenant AND time = 'BUSINESS'`);
  const charges = (await world.gateway.charges(shop.tenantId)).map(({ key, status, amountMinor }) => told(`${key} ${status} ${amountMinor}`));
  const withoutNumbers = (line: string) => line.replace(/"(number|sequence)\\?":\\?("[^"]*"|\d+|null)/g, '').replace(/\\"number\\":\\"[^"]*\\"/g, '');
  return {
    ...Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.map(textOf).sort()])),
    numbers: invoices.map(({ sequence }) => String(sequence)).sort(),
    events: groupedByObject(events, told).map(withoutNumbers).sort(),
    jobs: jobs.map((row) => told(`${row.kind as string} ${row.job_key as string} ${row.due_at as string} ${row.payload as string}`)).sort(),
    charges: charges.sort(),
  };
}

/** All that is told of one object, in its order. */
function groupedByObject(events: readonly Row[], told: (text: string) => string): string[] {
  const byObject = new Map<string, string[]>();
  for (const { object_id: id, type, object_version: version, data } of events) {
    byObject.set(id as string, [...(byObject.get(id as string) ?? []), told(`${type as string} ${Number(version)} ${data as string}`)]);
  }
  return [...byObject.values()].map((lines) => lines.join('\n'));
}

test('renewed together or one by one, the same subscriptions leave the same rows, events and charges', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lifeOf, { minLength: 6, maxLength: 9 }), async (lives) => {
      const [alone, together] = [await live(lives), await live(lives)];
      for (const at of [FIRST_DUE, '2026-03-03T10:00:00Z', '2026-03-28T10:00:00Z']) {
        const ran = [await renew(alone.shop, at, 'ALONE'), await renew(together.shop, at, 'TOGETHER')];
        expect(ran[0]).toBe(ran[1]);
        if (at === FIRST_DUE) expect(ran[0]).toBeGreaterThanOrEqual(lives.length);
        expect(await storyOf(together)).toEqual(await storyOf(alone));
      }
    }),
    { numRuns: 2, endOnFailure: true },
  );
  expect(await violationsOf(world)).toEqual({});
}, 240_000);
