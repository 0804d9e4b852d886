import fc from 'fast-check';
import type { Life } from './life';
import { one, pick, requesting, Step } from './step';

/** Null for all of it. */
const anyPart = fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: null });

export const refund = requesting(fc.record({ which: one, amountMinor: anyPart }), {
  say: ({ which, amountMinor }) => `${amountMinor ?? 'all'} of payment ${which} is given back`,
  asked: async (life, { which, amountMinor }) => {
    const paymentId = pick(await succeeded(life), which)?.id as string | undefined;
    return paymentId ? { mutation: 'paymentRefund', input: { paymentId, amountMinor }, selection: 'payment { id } refund { id }' } : null;
  },
});

export const creditNote = requesting(fc.record({ which: one, amountMinor: anyPart, settlement: fc.constantFrom('CREDIT_BALANCE', 'REFUND', null) }), {
  say: ({ which, amountMinor, settlement }) => `a credit note gives ${amountMinor ?? 'all'} of invoice ${which} back${settlement === null ? '' : ` by ${settlement}`}`,
  asked: async (life, { which, amountMinor, settlement }) => {
    const invoices = await life.rows(`SELECT id, total_minor FROM invoice WHERE tenant_id = ? AND total_minor > 0 ORDER BY id DESC`);
    const invoice = pick(invoices, which);
    if (!invoice) return null;
    const input = { invoiceId: invoice.id as string, amountMinor: amountMinor ?? Number(invoice.total_minor), settlement };
    return { mutation: 'creditNoteCreate', input, selection: 'creditNote { id } refund { id }' };
  },
});

/** The bank takes money back, past us. */
export const dispute = fc.record({ which: one, amountMinor: anyPart }).map(
  ({ which, amountMinor }) =>
    new Step(`the bank takes ${amountMinor ?? 'all'} of payment ${which} back`, async (life) => {
      const reference = pick(await succeeded(life), which)?.gateway_reference as string | undefined;
      // Of what it gave back already nothing can be disputed.
      if (reference) await life.world.gateway.dispute(reference, amountMinor === null ? {} : { amountMinor: String(amountMinor) }).catch(() => undefined);
    }),
);

export const decideDispute = fc.record({ which: one, verdict: fc.constantFrom('win', 'lose' as const) }).map(
  ({ which, verdict }) =>
    new Step(`dispute ${which} is over: ${verdict}`, async (life) => {
      const open = await life.rows(`SELECT gateway_reference FROM payment_dispute WHERE tenant_id = ? AND status = 'OPEN' ORDER BY id`);
      const reference = pick(open, which)?.gateway_reference as string | undefined;
      if (reference) await life.world.gateway.decideDispute(reference, verdict);
    }),
);

function succeeded(life: Life) {
  return life.rows(`SELECT id, gateway_reference FROM payment WHERE tenant_id = ? AND kind = 'CHARGE' AND status = 'SUCCEEDED' ORDER BY id DESC`);
}
