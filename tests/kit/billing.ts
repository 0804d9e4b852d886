import { finalizeInvoice, type Invoice, type NewInvoice } from '../../src/capabilities/billing/contract';
import type { Work } from '../../src/platform/database/work';
import type { Client, Data, Shop } from './shop';

/** Runs an action as the system does: jobs, reactions, and capabilities that come later. */
export async function asSystem<Result>(shop: Shop, action: (work: Work) => Promise<Result>): Promise<Result> {
  const desk = await shop.world.program.openSystemContext(shop.tenantId);
  return desk.transact(action);
}

/** An invoice over 100.00 GBP for a user, issued, unless told otherwise. */
export function issueInvoice(shop: Shop, userId: string | null, input: Partial<NewInvoice> = {}): Promise<Invoice> {
  return asSystem(shop, (work) =>
    finalizeInvoice(work, {
      userId,
      currency: 'GBP',
      lines: [{ description: 'Mug', quantity: 1, unitAmountMinor: 10_000n }],
      purpose: { kind: 'TEST', id: 'test_1' },
      ...input,
    }),
  );
}

/** Stores a sandbox token for a user; returns the method's id. */
export async function attach(client: Client, token: string, userId?: string): Promise<string> {
  const { paymentMethodAttach } = await client.do(
    `mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { paymentMethod { id } userErrors { code message } } }`,
    { input: { token, userId } },
  );
  if (!paymentMethodAttach.paymentMethod) throw new Error(JSON.stringify(paymentMethodAttach.userErrors));
  return paymentMethodAttach.paymentMethod.id as string;
}

/** Gives credit to a user, in GBP unless told otherwise, or takes it; the whole payload. */
export async function adjustCredit(
  client: Client,
  input: { userId: string; amountMinor: bigint | number; currency?: string; reason?: string; idempotencyKey?: string },
): Promise<Data> {
  const { creditBalanceAdjust } = await client.do(
    `mutation Adjust($input: CreditBalanceAdjustInput!) { creditBalanceAdjust(input: $input) {
      creditBalance { amountMinor currency } entry { id cause reason amount { amountMinor currency } } userErrors { code field }
    } }`,
    { input: { currency: 'GBP', ...input, amountMinor: Number(input.amountMinor) } },
  );
  return creditBalanceAdjust as Data;
}

/** What a user has in credit: "GBP 5.00". */
export async function creditOf({ server }: Shop, userId: string): Promise<string[]> {
  const { user } = await server.do(`query Credit($id: ID!) { user(id: $id) { creditBalances { amount currency } } }`, { id: userId });
  return (user.creditBalances as { amount: string; currency: string }[]).map(({ amount, currency }) => `${currency} ${amount}`);
}

/** Pays an invoice; the whole payload. */
export async function pay(client: Client, input: { invoiceId: string; paymentMethodId?: string; idempotencyKey?: string }): Promise<Data> {
  const { invoicePay } = await client.do(
    `mutation Pay($input: InvoicePayInput!) { invoicePay(input: $input) {
      invoice { status paid { amountMinor } }
      payment { id kind status attemptNumber failureCode isHardFailure actionUrl amount { amountMinor currency } }
      userErrors { code field }
    } }`,
    { input },
  );
  return invoicePay as Data;
}

/** Types of the tenant's events in the order of its log, everything that waits included. */
export async function eventTypes(shop: Shop, prefix = ''): Promise<string[]> {
  await shop.world.settle();
  const { events } = await shop.server.do(`{ events(first: 100) { edges { node { type } } } }`);
  const types = (events.edges as { node: { type: string } }[]).map(({ node }) => node.type);
  return types.filter((type) => type.startsWith(prefix));
}
