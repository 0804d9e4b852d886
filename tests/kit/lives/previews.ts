import { addMs, SECOND_MS } from '../../../src/kernel/clock';
import type { Data } from '../shop';
import type { Delivery, Life } from './life';

const MONEY = '{ amountMinor }';
const INVOICE = `lines { description amount ${MONEY} explanation } total ${MONEY}`;
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) {
  subscriptionPreview(input: $input) { invoiceNow { ${INVOICE} due ${MONEY} } nextInvoice { ${INVOICE} } nextInvoiceAt } }`;

/** What is billed at once is what was previewed, to the unit; what the preview refuses the change refuses too. */
export async function changeUnderPreview(life: Life, input: Data, delivery: Delivery): Promise<void> {
  const promised = await previewOf(life, input);
  const answer = await life.ask({ mutation: 'subscriptionChangePlan', input, selection: 'subscription { id } invoice { id }' }, delivery);
  if (!promised) return expect(answer.subscription).toBeNull();
  if (answer.subscription === null || delivery.kind === 'KILLED') return;
  expect(await invoiceOf(life, (answer.invoice?.id ?? null) as string | null)).toEqual(promised.invoiceNow);
}

/** The first invoice is what was previewed. */
export async function subscribeUnderPreview(life: Life, input: Data, delivery: Delivery): Promise<void> {
  const promised = await previewOf(life, input);
  const { subscription } = await life.ask({ mutation: 'subscriptionCreate', input, selection: 'subscription { id }' }, delivery);
  if (subscription === null || delivery.kind === 'KILLED') return;
  const cycles = await life.rows('SELECT subscription_id, invoice_id FROM billing_cycle WHERE tenant_id = ? AND schedule = 0 AND `index` = 0');
  const first = cycles.find(({ subscription_id: id }) => id === subscription.id);
  expect(await invoiceOf(life, (first?.invoice_id ?? null) as string | null)).toEqual(promised && promised.invoiceNow);
}

export interface PreviewedDeed {
  readonly mutation: string;
  /** What a preview calls it. */
  readonly action: string;
  readonly input: Data;
}

/** What is billed at once, and what comes next, is what was previewed; what the preview refuses the deed refuses too. */
export async function deedUnderPreview(life: Life, { mutation, action, input }: PreviewedDeed, delivery: Delivery): Promise<void> {
  const promised = await previewOf(life, { action, ...input });
  const before = await billedAside(life, input.subscriptionId as string);
  const { subscription } = await life.ask({ mutation, input, selection: 'subscription { id }' }, delivery);
  if (!promised) return expect(subscription).toBeNull();
  if (subscription === null || delivery.kind === 'KILLED') return;
  const [billed = null] = (await billedAside(life, input.subscriptionId as string)).filter((id) => !before.includes(id));
  expect(await invoiceOf(life, billed)).toEqual(promised.invoiceNow);
  const coming = await previewOf(life, { subscriptionId: input.subscriptionId });
  expect([coming?.nextInvoice ?? null, coming?.nextInvoiceAt ?? null]).toEqual([promised.nextInvoice, promised.nextInvoiceAt]);
}

/** Invoices of a subscription that are not of one of its periods. */
async function billedAside(life: Life, subscriptionId: string): Promise<string[]> {
  const rows = await life.rows(`SELECT id, purpose_id FROM invoice WHERE tenant_id = ? AND purpose_kind = 'SUBSCRIPTION_CHANGE'`);
  return rows.filter(({ purpose_id: id }) => id === subscriptionId).map(({ id }) => id as string);
}

/** The next period's invoice is what was previewed just before. Also that of what pauses until a date, and of what ends. */
export async function advanceUnderPreview(life: Life, to: Date, killedAt: number | null): Promise<void> {
  for (const subscriptionId of await life.subscriptionIds()) {
    const preview = await previewOf(life, { subscriptionId });
    const at = preview?.nextInvoiceAt ? new Date(preview.nextInvoiceAt as string) : null;
    if (!at || at > to || at <= (await life.now())) continue;
    await life.advance(addMs(at, -SECOND_MS), killedAt);
    const again = await previewOf(life, { subscriptionId });
    await life.advance(at, null);
    const isWaiting = (await life.rows(`SELECT id FROM subscription WHERE tenant_id = ? AND status = 'INCOMPLETE'`)).some(({ id }) => id === subscriptionId);
    // What is shown of one whose first payment nobody knows the outcome of holds once it is paid.
    if (!isWaiting && again && again.nextInvoiceAt === preview!.nextInvoiceAt) await expectBilled(life, { subscriptionId, at, promised: again.nextInvoice as Data });
    break;
  }
  await life.advance(to, killedAt);
}

async function expectBilled(life: Life, { subscriptionId, at, promised }: { subscriptionId: string; at: Date; promised: Data }): Promise<void> {
  const cycles = await life.rows(`SELECT subscription_id, invoice_id, start_at FROM billing_cycle WHERE tenant_id = ? AND invoice_id IS NOT NULL`);
  const billed = cycles.find((cycle) => cycle.subscription_id === subscriptionId && String(cycle.start_at).replace(' ', 'T') === at.toISOString().slice(0, -1));
  // Of what ends the rest is billed alone.
  const rest = await life.rows(`SELECT id, purpose_id, created_at FROM invoice WHERE tenant_id = ? AND purpose_kind = 'SUBSCRIPTION_CHANGE'`);
  const last = rest.find((one) => one.purpose_id === subscriptionId && String(one.created_at).replace(' ', 'T') === at.toISOString().slice(0, -1));
  const invoice = await invoiceOf(life, (billed?.invoice_id ?? last?.id ?? null) as string | null);
  expect(invoice && { lines: invoice.lines, total: invoice.total }).toEqual(promised);
}

/** Null for what it refuses. */
async function previewOf(life: Life, input: Data): Promise<Data | null> {
  const { data, errors = [] } = await life.shop.server.ask(PREVIEW, { input });
  expect(errors.filter(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
  return (data?.subscriptionPreview ?? null) as Data | null;
}

async function invoiceOf(life: Life, id: string | null): Promise<Data | null> {
  if (id === null) return null;
  const { invoice } = await life.shop.server.do(`query Invoice($id: ID!) { invoice(id: $id) { ${INVOICE} due ${MONEY} } }`, { id });
  return invoice as Data;
}
