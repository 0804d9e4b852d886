import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { AddOnGrant } from '../model/add-on-grant.entity';
import { AddOn } from '../model/add-on.entity';
import { grantChanges, wantedGrants, type WantedGrants } from '../model/grants';
import { assertProducts } from '../storage/granted-products.queries';

/**
 * Says what an add-on grants to whoever has it, in place of what it granted before. It holds at once, also for those who took it before.
 * Repeating it changes nothing. Refuses NOT_FOUND (add-on, product) and INVALID.
 */
export async function setAddOnEntitlements(work: Work, { addOnId, ...input }: WantedGrants & { readonly addOnId: string }): Promise<AddOn> {
  const addOn = await work.lock(AddOn, addOnId);
  if (!addOn) throw notFound('This add-on', ['addOnId']);
  const wanted = wantedGrants(input);
  await assertProducts(work, wanted.productIds);
  const { gone, more } = grantChanges(await work.locked(AddOnGrant).where({ addOnId }).all(), wanted);
  if (gone.length > 0) await work.change('add_on_grant: drop', 'DELETE FROM add_on_grant WHERE tenant_id = :tenant AND id IN (:gone)', { gone });
  await work.insertAll(AddOnGrant, more.map((grant) => ({ addOnId, ...grant })));
  return addOn;
}
