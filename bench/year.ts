import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openProgram } from '../src/app/program';
import { importUsers } from '../src/capabilities/identity/contract';
import { createApiKey, createTenant } from '../src/capabilities/tenants/contract';
import { addMs, DAY_MS, parseInstant, realClock } from '../src/kernel/clock';
import { readConfig } from '../src/platform/config/config';
import { createLogger } from '../src/platform/observability/logger';
import { asking, type Ask } from './ask';
import { cpuSeconds, LOAD_CORE, rssMb, SERVER_CORE } from './machine';
import { rounded } from './report';
import { freePort, startProcess } from './servers';

export interface YearOptions {
  readonly folder: string;
  readonly count: number;
  /** On how many days in a row they are subscribed; 1: all at one instant. */
  readonly days: number;
}

export interface MeasuredYear {
  readonly workload: 'YEAR';
  readonly target: 'perennial';
  readonly subscriptions: number;
  readonly days: number;
  readonly seconds: number;
  readonly charges: number;
  readonly cpuSeconds: number;
  readonly rssStartMb: number;
  readonly rssPeakMb: number;
  readonly rssMb: number;
}

const START = parseInstant('2026-01-01T10:00:00Z')!;
const LOOK_MS = 200;
const AT_ONCE = 4;

type Do = (document: string, input?: object) => Promise<Record<string, any>>;

/** A year of monthly subscriptions on the test clock: one process, the embedded database, everything asked for over HTTP. */
export async function measureYear({ folder, count, days }: YearOptions): Promise<MeasuredYear> {
  const gateway = await startProcess<{ url: string }>('gateway-process.ts', { core: LOAD_CORE, env: { LEDGER: join(folder, 'ledger') } });
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: `sqlite:${join(folder, 'year.db')}`,
    DATA_DIR: folder,
    PORT: String(await freePort()),
    PERENNIAL_SECRET: 'the secret of a benchmark which is no secret',
    SANDBOX_GATEWAY_URL: gateway.ready.url,
    DRAIN_SECONDS: '0',
  };
  const { secretKey, userIds } = await openShop(env, count);
  const server = await startProcess<{ url: string }>('perennial-server.ts', { core: SERVER_CORE, env });
  const send = doing(asking(server.ready.url), secretKey);
  const end = await subscribeAll(send, { userIds, days });
  const before = { cpu: cpuSeconds(server.pid), rss: rssMb(server.pid), charges: await chargesOf(send, count) };
  const startedAt = performance.now();
  let rssPeakMb = 0;
  await advance(send, addMs(end, 365 * DAY_MS), () => (rssPeakMb = Math.max(rssPeakMb, rssMb(server.pid))));
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = cpuSeconds(server.pid) - before.cpu;
  const charges = (await chargesOf(send, count * 13)) - before.charges;
  const { invariants } = await send('{ invariants { name holds } }');
  const broken = (invariants as { name: string; holds: boolean }[]).filter(({ holds }) => !holds);
  if (broken.length > 0) throw new Error(`After the year these do not hold: ${broken.map(({ name }) => name).join(', ')}.`);
  const rssEndMb = rssMb(server.pid);
  await server.stop();
  await gateway.stop();
  return {
    workload: 'YEAR', target: 'perennial', subscriptions: count, days, seconds: rounded(seconds, 1), charges,
    cpuSeconds: rounded(cpu, 1), rssStartMb: before.rss, rssPeakMb, rssMb: rssEndMb,
  };
}

/** What signs up and signs in is not measured: the users are there already. */
async function openShop(env: NodeJS.ProcessEnv, count: number): Promise<{ secretKey: string; userIds: readonly string[] }> {
  const program = await openProgram(readConfig(env), createLogger('error'));
  try {
    const reactions = program.capabilities.flatMap((capability) => capability.reactions ?? []).map(({ name }) => name);
    const { tenantId } = await createTenant(program.database, { name: 'Bench shop', mode: 'TEST', currency: 'GBP', timeZone: 'UTC' }, reactions);
    const desk = await program.openSystemContext(tenantId);
    const { text: secretKey } = await desk.transact((work) => createApiKey(work, { kind: 'SECRET', name: 'server' }));
    const newUsers = Array.from({ length: count }, (_none, n) => ({ externalId: `user-${n}`, email: `user-${n}@bench.example`, registeredAt: realClock.now() }));
    const users = await desk.transact((work) => importUsers(work, newUsers));
    return { secretKey, userIds: users.map(({ id }) => id) };
  } finally {
    await program.close();
  }
}

function doing(ask: Ask, secretKey: string): Do {
  return async (document, input) => {
    const data = await ask({ headers: { 'x-api-key': secretKey }, body: JSON.stringify({ query: document, variables: { input } }) });
    const refused = Object.values(data).flatMap((payload) => (payload as { userErrors?: object[] } | null)?.userErrors ?? []);
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    return data;
  };
}

/** Each with a card of their own. Returns where the clock stands afterwards. */
async function subscribeAll(send: Do, { userIds, days }: { userIds: readonly string[]; days: number }): Promise<Date> {
  await send('mutation ($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { message } } }', { now: START });
  const { planCreate } = await send('mutation ($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } userErrors { message } } }', {
    name: 'Monthly box', interval: 'MONTH', price: { amountMinor: 1_200, currency: 'GBP' },
  });
  const waiting = [...userIds];
  const subscribe = async (userId: string) => {
    await send('mutation ($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { userErrors { message } } }', { userId, token: 'sandbox_succeeds' });
    await send('mutation ($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { userErrors { message } } }', { userId, planId: planCreate.plan.id });
  };
  let now = START;
  for (let day = 0; day < days; day += 1) {
    if (day > 0) await advance(send, (now = addMs(now, DAY_MS)));
    const group = waiting.splice(0, Math.ceil(waiting.length / (days - day)));
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let userId = group.pop(); userId; userId = group.pop()) await subscribe(userId);
    }));
  }
  return now;
}

async function advance(send: Do, to: Date, look: () => void = () => {}): Promise<void> {
  await send('mutation ($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { userErrors { message } } }', { to });
  for (;;) {
    const { testClock } = await send('{ testClock { status now } }');
    if (testClock.status === 'READY') return;
    if (testClock.status === 'FAILED') throw new Error(`the test clock failed at ${testClock.now}`);
    look();
    await sleep(LOOK_MS);
  }
}

/** All of them must have succeeded, with a paid invoice each. */
async function chargesOf(send: Do, expected: number): Promise<number> {
  const { payments, invoices } = await send('{ payments { totalCount } invoices(status: PAID) { totalCount } }');
  const found = [payments.totalCount, invoices.totalCount] as [number, number];
  if (found.some((number) => number !== expected)) throw new Error(`${expected} payments and as many paid invoices were due, there are ${found.join(' and ')}.`);
  return expected;
}

export function tableOfYear(one: MeasuredYear): string {
  const head = ['workload', 'subscriptions', 'begun on days', 'seconds', 'charges', 'CPU s', 'RSS MB: start, peak, end'];
  const row = [one.workload, one.subscriptions, one.days, one.seconds, one.charges, one.cpuSeconds, `${one.rssStartMb}, ${one.rssPeakMb}, ${one.rssMb}`];
  return [head, head.map(() => '---'), row].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
