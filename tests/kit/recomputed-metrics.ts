import { Event } from '../../src/platform/events/event.entity';
import type { View } from '../../src/platform/database/view';
import { Invoice, Payment } from '../../src/capabilities/billing/contract';
import { PlanVersion } from '../../src/capabilities/subscriptions/contract';

const TIMES = { DAY: [365n, 12n], WEEK: [52n, 12n], MONTH: [1n, 1n], YEAR: [1n, 12n] } as const;
const COUNTING = ['ACTIVE', 'PAST_DUE'];

interface Moment {
  readonly at: number;
  readonly status: string;
  readonly worth: bigint;
  readonly currency: string;
}

export interface Recomputed {
  readonly mrr: Record<string, bigint>;
  readonly movements: Record<string, bigint>;
  readonly active: number;
  readonly churned: number;
  readonly revenue: Record<string, bigint>;
  readonly attempts: readonly [succeeded: number, all: number];
  readonly trials: readonly [converted: number, lost: number];
}

/** The metrics of one period by another way: from the log's own events, the plans' versions and billing's payments, one by one. */
export async function recomputed(view: View, startAt: Date, endAt: Date): Promise<Recomputed> {
  const [from, to] = [startAt.getTime(), endAt.getTime()];
  const lives = [...(await livesOf(view)).values()];
  const movements: Record<string, bigint> = {};
  let churned = 0;
  for (const life of lives) {
    life.forEach((moment, index) => {
      const [was, is] = [worthOf(life[index - 1]), worthOf(moment)];
      const [counted, counts] = [isCounted(life[index - 1]), isCounted(moment)];
      if (moment.at < from || moment.at >= to) return;
      if (counted && !counts) churned += 1;
      const isFirst = !life.slice(0, index).some(isCounted);
      const kind = counted && counts ? (is > was ? 'expansion' : 'contraction') : counts ? (isFirst ? 'new' : 'reactivation') : 'churn';
      if (is !== was) movements[`${moment.currency} ${kind}`] = (movements[`${moment.currency} ${kind}`] ?? 0n) + is - was;
    });
  }
  const atEnd = lives.flatMap((life) => life.filter(({ at }) => at < to).at(-1) ?? []);
  const mrr: Record<string, bigint> = {};
  for (const moment of atEnd) if (isCounted(moment)) mrr[moment.currency] = (mrr[moment.currency] ?? 0n) + moment.worth;
  return { mrr, movements, active: atEnd.filter(isCounted).length, churned, ...(await paidIn(view, from, to)), trials: trialsIn(lives, from, to) };
}

const isCounted = (moment?: Moment) => moment !== undefined && COUNTING.includes(moment.status);
const worthOf = (moment?: Moment) => (moment && isCounted(moment) ? moment.worth : 0n);

async function livesOf(view: View): Promise<Map<string, Moment[]>> {
  const events = (await view.from(Event).orderBy('sequence').all()).filter(({ type, data }) => type.startsWith('subscription.') && typeof data.planVersionId === 'string');
  const versions = new Map((await view.from(PlanVersion).all()).map((version) => [version.id, version]));
  const lives = new Map<string, Moment[]>();
  for (const { objectId, occurredAt, data } of events) {
    const version = versions.get(data.planVersionId as string)!;
    const { amountMinor: priceMinor, currency } = version.priceIn(data.currency as string | null)!;
    const { intervalUnit, intervalCount } = version;
    const [times, over] = TIMES[intervalUnit];
    const [numerator, denominator] = [(priceMinor * BigInt(data.quantity as number) + BigInt((data.addOnsMinor as number | undefined) ?? 0)) * times, over * BigInt(intervalCount)];
    const worth = (2n * numerator + denominator) / (2n * denominator);
    lives.set(objectId, [...(lives.get(objectId) ?? []), { at: occurredAt.getTime(), status: data.status as string, worth, currency }]);
  }
  return lives;
}

async function paidIn(view: View, from: number, to: number): Promise<Pick<Recomputed, 'revenue' | 'attempts'>> {
  const ours = new Set((await view.from(Invoice).all()).filter(({ purposeKind }) => purposeKind.startsWith('SUBSCRIPTION')).map(({ id }) => id));
  const payments = (await view.from(Payment).all()).filter(({ invoiceId, settledAt }) => ours.has(invoiceId) && settledAt && settledAt.getTime() >= from && settledAt.getTime() < to);
  const revenue: Record<string, bigint> = {};
  for (const { kind, status, currency, amountMinor } of payments) {
    if ((status as string) === 'SUCCEEDED') revenue[currency] = (revenue[currency] ?? 0n) + ((kind as string) === 'REFUND' ? -amountMinor : amountMinor);
  }
  const charges = payments.filter(({ kind }) => (kind as string) === 'CHARGE');
  return { revenue, attempts: [charges.filter(({ status }) => (status as string) === 'SUCCEEDED').length, charges.length] };
}

function trialsIn(lives: readonly Moment[][], from: number, to: number): [number, number] {
  const decided = lives.flatMap((life) => {
    const trial = life.findIndex(({ status }) => status === 'TRIALING');
    const end = trial < 0 ? undefined : life.slice(trial).find(({ status }) => ['ACTIVE', 'CANCELED', 'EXPIRED'].includes(status));
    return end && end.at >= from && end.at < to ? [end.status] : [];
  });
  return [decided.filter((status) => status === 'ACTIVE').length, decided.filter((status) => status !== 'ACTIVE').length];
}
