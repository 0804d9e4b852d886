import type { LoggedEvent } from '../../../kernel/event';
import type { Work } from '../../../platform/database/work';
import { PlanVersion } from '../../subscriptions/contract';
import { monthlyValue } from '../model/monthly-value';
import { MrrMovement } from '../model/mrr-movement.entity';
import { hear } from '../model/standing';
import { SubscriptionStanding } from '../model/standing.entity';
import { toldBy } from '../storage/told-terms.queries';

/**
 * Takes note of what happened to a subscription: how it stands now, and what that moved. The events of one subscription come in their
 * order; one that comes again changes nothing. Refuses nothing.
 */
export async function followSubscription(work: Work, event: LoggedEvent): Promise<void> {
  const known = await work.lock(SubscriptionStanding, event.objectId);
  if (known && known.sequence >= BigInt(event.sequence)) return;
  const told = await toldBy(work, event, known);
  const version = (await work.find(PlanVersion, told.planVersionId))!;
  const { amountMinor: priceMinor, currency } = version.priceIn(told.currency) ?? version.price;
  const { intervalUnit, intervalCount } = version;
  const worthMinor = monthlyValue({ priceMinor: priceMinor * BigInt(told.quantity) + told.addOnsMinor, intervalUnit, intervalCount }, 1);
  const { after, movements } = hear(known, { status: told.status, worthMinor, currency, at: event.occurredAt });
  const row = { ...after, planVersionId: told.planVersionId, quantity: told.quantity, sequence: BigInt(event.sequence) };
  if (known) await work.save(Object.assign(known, row));
  else await work.insert(SubscriptionStanding, { ...row, id: event.objectId });
  const of = { subscriptionId: event.objectId, eventId: event.id, occurredAt: event.occurredAt };
  if (movements.length > 0) await work.insertAll(MrrMovement, movements.map((movement) => ({ ...movement, ...of, cohortAt: after.startedAt! })));
}
