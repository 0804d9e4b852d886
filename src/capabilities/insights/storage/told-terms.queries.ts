import type { LoggedEvent } from '../../../kernel/event';
import { atMost } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { PlanVersion } from '../../subscriptions/contract';

/** What a subscription pays for and how it stands, after an event. */
export interface ToldTerms {
  readonly status: string;
  readonly planVersionId: string;
  readonly quantity: number;
}

/** With the currency that was agreed to; null for the version's own. */
export type Told = ToldTerms & {
  readonly currency: string | null;
  /** What add-ons cost in a whole period, in minor units. */
  readonly addOnsMinor: bigint;
};

/** What the first version of an event meant by its type. */
const STATUS_AFTER: Readonly<Record<string, string>> = {
  'subscription.activated': 'ACTIVE',
  'subscription.past_due': 'PAST_DUE',
  'subscription.paused': 'PAUSED',
  'subscription.resumed': 'ACTIVE',
};

/**
 * What an event tells, never what stands in the subscription by now. Events of the first version did not say all: the terms are then
 * those that stood before, or, of another plan, its newest at that time.
 */
export async function toldBy(view: View, { type, data, occurredAt }: LoggedEvent, known: ToldTerms | null): Promise<Told> {
  const { planId, fromPlanId, planVersionId, quantity, currency, status, addOnsMinor } = data as Partial<Record<string, unknown>>;
  const isOther = !known || (fromPlanId !== undefined && fromPlanId !== planId);
  return {
    status: typeof status === 'string' ? status : (STATUS_AFTER[type] ?? known?.status ?? 'ACTIVE'),
    currency: typeof currency === 'string' ? currency : null,
    addOnsMinor: typeof addOnsMinor === 'number' || typeof addOnsMinor === 'string' ? BigInt(addOnsMinor) : 0n,
    quantity: typeof quantity === 'number' ? quantity : (known?.quantity ?? 1),
    planVersionId: typeof planVersionId === 'string' ? planVersionId : isOther ? await newestVersionAt(view, planId as string, occurredAt) : known.planVersionId,
  };
}

async function newestVersionAt(view: View, planId: string, at: Date): Promise<string> {
  const version = await view.from(PlanVersion).where({ planId, createdAt: atMost(at) }).orderBy('-number').one();
  return (version ?? (await view.from(PlanVersion).where({ planId }).orderBy('number').one()))!.id;
}
