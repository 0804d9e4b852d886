import fc from 'fast-check';
import { asSystem } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { Refusal } from '../../kernel/refusal';
import { adjustCreditBalance } from './actions/adjust-credit-balance';
import { addPendingLine, draftInvoice, finalizeDraft, finalizeInvoice, Invoice, InvoiceStatus, voidInvoice, type NewInvoice } from './contract';
import { LedgerAccount } from './model/ledger-account.entity';
import { balanceOf } from './storage/ledger.queries';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await World.open();
  shop = await world.tenant();
});
afterAll(() => world.close());

const RUNS = 25;

type Step =
  | { readonly verb: 'ADJUST' | 'INVOICE' | 'DRAFT' | 'WAIT'; readonly amountMinor: bigint }
  | { readonly verb: 'VOID' | 'ISSUE'; readonly which: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constantFrom('ADJUST', 'INVOICE', 'DRAFT', 'WAIT' as const), amountMinor: fc.bigInt({ min: -1_000n, max: 1_000n }) }),
  fc.record({ verb: fc.constantFrom('VOID', 'ISSUE' as const), which: fc.nat(9) }),
);

/** What it did to the sum of adjustments. What is refused did nothing. */
async function take(step: Step, userId: string): Promise<bigint> {
  const invoiceOf = (unitAmountMinor: bigint): NewInvoice => ({
    userId,
    currency: 'GBP',
    lines: [{ description: 'Box', quantity: 1, unitAmountMinor }],
    takesPendingOf: userId,
    purpose: { kind: 'TEST', id: 'test_1' },
  });
  return asSystem(shop, async (work) => {
    const known = 'which' in step ? await work.from(Invoice).where({ userId }).orderBy('id').all() : [];
    const invoiceId = 'which' in step ? known[step.which % (known.length || 1)]?.id : null;
    if (step.verb === 'INVOICE') await finalizeInvoice(work, invoiceOf(step.amountMinor));
    if (step.verb === 'DRAFT') await draftInvoice(work, invoiceOf(step.amountMinor));
    if (step.verb === 'VOID' && invoiceId) await voidInvoice(work, { invoiceId });
    if (step.verb === 'ISSUE' && invoiceId) await finalizeDraft(work, { invoiceId });
    if (step.verb === 'WAIT') await addPendingLine(work, { userId, scopeId: userId, currency: 'GBP', description: 'Seat', quantity: 1, unitAmountMinor: step.amountMinor });
    if (step.verb !== 'ADJUST') return 0n;
    await adjustCreditBalance(work, { userId, amountMinor: step.amountMinor, currency: 'GBP' });
    return step.amountMinor;
  }).catch((error: unknown) => {
    if (error instanceof Refusal && ['INVALID', 'TRANSITION_NOT_ALLOWED', 'CREDIT_BALANCE_INSUFFICIENT'].includes(error.code)) return 0n;
    throw error;
  });
}

describe('credit', () => {
  test('whatever happens, also at once: what a user has is what she was given less what her invoices hold of it', async () => {
    const property = fc.asyncProperty(fc.array(fc.tuple(anyStep, fc.boolean()), { minLength: 1, maxLength: 14 }), async (steps) => {
      const { userId } = await shop.user();
      const running: Promise<bigint>[] = [];
      for (const [step, isAtOnce] of steps) {
        running.push(take(step, userId));
        if (!isAtOnce) await Promise.all(running);
      }
      const adjusted = (await Promise.all(running)).reduce((sum, one) => sum + one, 0n);
      const [invoices, account] = await asSystem(shop, async (work) => [
        await work.from(Invoice).where({ userId }).all(),
        await work.from(LedgerAccount).where({ ...balanceOf(userId), unit: 'GBP' }).one(),
      ]);
      const held = invoices.filter(({ status }) => status !== InvoiceStatus.VOID).reduce((sum, { totalMinor, dueMinor }) => sum + totalMinor - dueMinor, 0n);
      expect(account?.balanceMinor ?? 0n).toBe(adjusted - held);
      expect(invoices.filter(({ status, dueMinor }) => status !== InvoiceStatus.DRAFT && status !== InvoiceStatus.VOID && dueMinor < 0n)).toEqual([]);
      expect(await violationsOf(world)).toEqual({});
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
