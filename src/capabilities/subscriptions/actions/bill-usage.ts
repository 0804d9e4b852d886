import { newId } from '../../../kernel/id';
import { instantToText } from '../../../platform/database/instant-text';
import type { Work } from '../../../platform/database/work';
import { addPendingLine } from '../../billing/contract';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { linesOfBill, type Unbilled } from '../storage/usage.queries';

/**
 * What a locked subscription used before an instant, or at all where its period ends now, becomes lines of its next invoice, by the terms under which it was used; each
 * record once, because the one that claims it commits with the lines. Withdrawn invoices give the lines up again, so nothing is lost
 * with one. Costs nothing for terms without meters. Refuses nothing.
 */
export async function billUsage(work: Work, subscription: SubscriptionContract, { terms, before, endsAt }: Unbilled): Promise<void> {
  if (!terms.meters?.length) return;
  const { id: subscriptionId, userId } = subscription;
  const billId = newId('ubl');
  const claimed = await work.change(
    'usage_record: claim',
    'UPDATE usage_record SET bill_id = :billId WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND bill_id IS NULL AND (:before IS NULL OR used_at < :before)',
    { billId, subscriptionId, before: before && instantToText(before) },
  );
  if (claimed === 0) return;
  for (const line of await linesOfBill(work, subscription, { billId, terms, until: before ?? endsAt ?? work.now })) {
    await addPendingLine(work, { userId, scopeId: subscriptionId, currency: terms.currency, ...line });
  }
}
