import { openProgram } from '../src/app/program';
import { openSandboxLedger, type SandboxLedger } from '../src/capabilities/billing/gateways/sandbox-ledger';
import { sealToken } from '../src/capabilities/billing/model/payment-method-token';
import { PaymentMethod, PaymentMethodKind } from '../src/capabilities/billing/model/payment-method.entity';
import { importUsers } from '../src/capabilities/identity/contract';
import { createPlan } from '../src/capabilities/subscriptions/contract';
import { BillingCycle } from '../src/capabilities/subscriptions/model/billing-cycle.entity';
import type { Plan } from '../src/capabilities/subscriptions/model/plan.entity';
import { RunningCharge } from '../src/capabilities/subscriptions/model/running-charge.entity';
import { SubscriptionContract } from '../src/capabilities/subscriptions/model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../src/capabilities/subscriptions/model/subscription-states';
import { billCycleKind } from '../src/capabilities/subscriptions/storage/job-kinds';
import { createTenant } from '../src/capabilities/tenants/contract';
import { anchorOf, intervalOf, periodOf } from '../src/kernel/calendar';
import { addMs, DAY_MS } from '../src/kernel/clock';
import { newId } from '../src/kernel/id';
import { readConfig } from '../src/platform/config/config';
import { sealerPort } from '../src/platform/crypto/seal';
import type { Desk } from '../src/platform/database/desk';
import { schedule } from '../src/platform/jobs/job';
import { createLogger } from '../src/platform/observability/logger';

const BATCH = 500;
const ZONE = 'Europe/London';
const PRICE_MINOR = 1_200n;
/** A month is never longer, so the second period has begun; the third begins weeks from now. */
const SUBSCRIBED_BEFORE_MS = 32 * DAY_MS;
/** Between one subscription and the next. */
const APART_MS = 10;

export interface RenewalsShop {
  readonly tenantId: string;
}

/** A LIVE shop in which monthly subscriptions, each of a user of its own with a card, are due for renewal. */
export async function seedRenewals(env: NodeJS.ProcessEnv, { count, ledgerFile }: { count: number; ledgerFile: string }): Promise<RenewalsShop> {
  const program = await openProgram(readConfig(env), createLogger('error'));
  const ledger = await openSandboxLedger({ file: ledgerFile });
  try {
    const { tenantId } = await createTenant(
      program.database,
      { name: 'Bench shop', mode: 'LIVE', currency: 'GBP', timeZone: ZONE },
      program.capabilities.flatMap(({ reactions }) => reactions ?? []).map(({ name }) => name),
    );
    const desk = await program.openSystemContext(tenantId);
    const plan = await desk.transact((work) =>
      createPlan(work, { name: 'Monthly box', intervalUnit: 'MONTH', intervalCount: 1, priceMinor: PRICE_MINOR, currency: 'GBP', trialDays: 0 }),
    );
    for (let from = 0; from < count; from += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_none, index) => from + index);
      await seedBatch(desk, { numbers, ledger, plan });
    }
    return { tenantId };
  } finally {
    await ledger.close();
    await program.close();
  }
}

async function seedBatch(desk: Desk, { numbers, ledger, plan }: { numbers: readonly number[]; ledger: SandboxLedger; plan: Plan }): Promise<void> {
  const at = desk.view.now;
  const registeredAt = addMs(at, -SUBSCRIBED_BEFORE_MS);
  const users = await desk.transact((work) => importUsers(work, numbers.map((n) => ({ externalId: `user-${n}`, email: `user-${n}@bench.example`, registeredAt }))));
  const cards = await Promise.all(numbers.map((n) => ledger.attach({ key: `attach:${n}`, token: 'sandbox_succeeds', at })));
  const methods = cards.map(({ gatewayToken, label, expiresOn, restrictions }, index) => {
    const id = newId('pm');
    const sealedToken = sealToken(desk.port(sealerPort), { tenantId: desk.view.tenantId, id }, gatewayToken);
    return { id, userId: users[index]!.id, kind: PaymentMethodKind.CARD, label, expiresOn, restrictions, isDefault: true, gateway: 'sandbox', sealedToken };
  });
  const subscriptions = numbers.map((n, index) => subscriptionOf(addMs(registeredAt, n * APART_MS), users[index]!.id, plan));
  const cycles = await desk.transact(async (work) => {
    await work.insertAll(PaymentMethod, methods);
    await work.insertAll(SubscriptionContract, subscriptions);
    await work.insertAll(RunningCharge, subscriptions.map(({ id: subscriptionId }) => ({ subscriptionId, chargedMinor: PRICE_MINOR, billedMinor: PRICE_MINOR, invoiceId: null })));
    return work.insertAll(BillingCycle, subscriptions.map(({ id: subscriptionId, anchor }) => {
      const { startAt, endAt } = periodOf(anchor, MONTHLY, 1);
      return { subscriptionId, schedule: 0, index: 1, status: BillingCycleStatus.UPCOMING, startAt, endAt, hasDeliveries: false };
    }));
  });
  await desk.transactTogether(cycles, (work, { id: cycleId, startAt: dueAt }) => schedule(work, billCycleKind, { key: cycleId, dueAt, payload: { cycleId } }));
}

const MONTHLY = intervalOf('MONTH', 1);

function subscriptionOf(since: Date, userId: string, plan: Plan) {
  const anchor = anchorOf(since, ZONE);
  const { startAt: currentPeriodStart, endAt: currentPeriodEnd } = periodOf(anchor, MONTHLY, 0);
  return {
    id: newId('sub'),
    userId,
    planId: plan.id,
    planVersionId: plan.currentVersionId!,
    status: SubscriptionStatus.ACTIVE,
    quantity: 1,
    currency: 'GBP',
    schedule: 0,
    anchor,
    anchorAt: anchor.at,
    zone: anchor.zone,
    isEndOfMonth: false,
    isNoticeRequired: false,
    currentPeriodStart,
    currentPeriodEnd,
    cancelAtPeriodEnd: false,
  };
}
