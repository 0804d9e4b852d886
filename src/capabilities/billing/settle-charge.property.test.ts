import fc from 'fast-check';
import { asSystem, attach, issueInvoice } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { Refusal } from '../../kernel/refusal';
import { Event } from '../../platform/events/event.entity';
import { beginCharge, BillingAttemptStatus, Invoice, InvoiceStatus, Payment, PaymentTransactionKind, settleCharge, voidInvoice, type ChargeOutcome } from './contract';

let world: World;
let shop: Shop;
let userId: string;
beforeAll(async () => {
  world = await World.open();
  shop = await world.tenant();
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  userId = ada.userId;
});
afterAll(() => world.close());

const RUNS = 40;

type Outcome = ChargeOutcome | 'UNKNOWN';
const reference = 'sandbox_charge_1';
const outcomes = {
  UNKNOWN: 'UNKNOWN',
  REQUIRES_ACTION: { status: 'REQUIRES_ACTION', reference, actionUrl: 'http://bank.example/approve' },
  PENDING: { status: 'PENDING', reference },
  FAILED: { status: 'FAILED', reference, failureCode: 'insufficient_funds', isHard: false, message: 'No.' },
  SUCCEEDED: { status: 'SUCCEEDED', reference },
} as const satisfies Record<string, Outcome>;
/** What an answer tells, least first: the end is the most that was ever told, whatever the order. */
const knowledge = ['PROCESSING', 'UNKNOWN', 'REQUIRES_ACTION', 'PENDING', 'FAILED', 'SUCCEEDED'];

const anyOutcome = fc.constantFrom(...(Object.keys(outcomes) as (keyof typeof outcomes)[]));

/** Types of the events about an object, in the order of the log. */
async function eventsOf(objectId: string): Promise<string[]> {
  await world.program.relay.drain();
  const events = await asSystem(shop, (work) => work.from(Event).where({ objectId }).orderBy('sequence').all());
  return events.map(({ type }) => type);
}

const times = (list: readonly string[], type: string) => list.filter((one) => one === type).length;

describe('settle-charge', () => {
  test('outcomes in any order, any number of times, some at once: the end is what was known best, and is told once', async () => {
    const property = fc.asyncProperty(fc.array(fc.tuple(anyOutcome, fc.boolean()), { minLength: 1, maxLength: 8 }), async (steps) => {
      const { id: invoiceId } = await issueInvoice(shop, userId);
      const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
      const running: Promise<unknown>[] = [];
      for (const [told, isAtOnce] of steps) {
        running.push(asSystem(shop, (work) => settleCharge(work, { attemptId, outcome: outcomes[told] })));
        if (!isAtOnce) await Promise.all(running);
      }
      await Promise.all(running);

      const ranks = steps.map(([told]) => knowledge.indexOf(told));
      const best = knowledge[Math.max(...ranks)]!;
      const [payment, invoice] = await asSystem(shop, async (work) => [await work.find(Payment, attemptId), await work.find(Invoice, invoiceId)] as const);
      expect(payment!.status).toBe(best);
      expect([invoice!.status, invoice!.paidMinor]).toEqual(best === 'SUCCEEDED' ? ['PAID', 10_000n] : ['OPEN', 0n]);
      const [ofPayment, ofInvoice] = [await eventsOf(attemptId), await eventsOf(invoiceId)];
      expect(times(ofPayment, 'payment.succeeded')).toBe(best === 'SUCCEEDED' ? 1 : 0);
      expect(times(ofInvoice, 'invoice.paid')).toBe(best === 'SUCCEEDED' ? 1 : 0);
      expect(times(ofPayment, 'payment.failed')).toBeLessThanOrEqual(1);
      if (best === 'FAILED') expect(times(ofPayment, 'payment.failed')).toBe(1);
      expect(times(ofPayment, 'payment.action_required')).toBeLessThanOrEqual(1);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(await violationsOf(world)).toEqual({});
  });

  test('attempts, outcomes of any of them and withdrawals in any order: at most one charge keeps its money', async () => {
    const step = fc.oneof(
      fc.constant({ verb: 'begin' } as const),
      fc.constant({ verb: 'void' } as const),
      fc.record({ verb: fc.constant('settle' as const), attempt: fc.nat(3), told: anyOutcome }),
      fc.record({ verb: fc.constant('settle' as const), attempt: fc.nat(3), told: anyOutcome }),
    );
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { id: invoiceId } = await issueInvoice(shop, userId);
      const attempts: string[] = [];
      for (const one of steps) {
        await unlessRefused(async (work) => {
          if (one.verb === 'begin') attempts.push((await beginCharge(work, { invoiceId })).attemptId);
          if (one.verb === 'void') await voidInvoice(work, { invoiceId });
          const attemptId = one.verb === 'settle' && attempts[one.attempt];
          if (attemptId) await settleCharge(work, { attemptId, outcome: outcomes[one.told] });
        });
      }
      const payments = await asSystem(shop, (work) => work.from(Payment).where({ invoiceId }).all());
      const received = payments.filter(({ kind, status }) => kind === PaymentTransactionKind.CHARGE && status === BillingAttemptStatus.SUCCEEDED);
      const givenBack = payments.filter(({ kind }) => kind === PaymentTransactionKind.REFUND);
      const invoice = await asSystem(shop, (work) => work.find(Invoice, invoiceId));
      // The jobs that send the refunds do not run here, so what is to be given back is still counted as paid.
      expect(invoice!.paidMinor).toBe(10_000n * BigInt(received.length));
      expect(received.length - givenBack.length).toBe(invoice!.status === InvoiceStatus.PAID ? 1 : 0);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(await violationsOf(world)).toEqual({});
  });
});

async function unlessRefused(action: Parameters<typeof asSystem>[1]): Promise<void> {
  try {
    await asSystem(shop, action);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
