import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { AddOn } from '../model/add-on.entity';
import { PlanStatus } from '../model/plan.entity';

/** It is not offered any more; who has it keeps it. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function archiveAddOn(work: Work, { addOnId }: { addOnId: string }): Promise<AddOn> {
  const addOn = await work.lock(AddOn, addOnId);
  if (!addOn) throw notFound('This add-on', ['addOnId']);
  return work.save(Object.assign(addOn, { status: PlanStatus.ARCHIVED }));
}
