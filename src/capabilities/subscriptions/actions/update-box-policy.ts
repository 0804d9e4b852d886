import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { BoxPolicy, boxPolicyIdOf } from '../model/box-policy.entity';
import { ShortagePolicy } from '../model/shortage-policy';
import { USUAL_RESERVE_DAYS } from '../storage/goods.queries';

const MAX_DAYS = 60;

export interface UpdateBoxPolicy {
  readonly onShortage?: ShortagePolicy | null;
  readonly reserveDaysBefore?: number | null;
}

/** Says how the goods of boxes are secured from now on; what is left out stays. Refuses INVALID. */
export async function updateBoxPolicy(work: Work, { onShortage, reserveDaysBefore }: UpdateBoxPolicy): Promise<BoxPolicy> {
  if (reserveDaysBefore != null && (reserveDaysBefore < 0 || reserveDaysBefore > MAX_DAYS)) throw invalid(`The days must be 0 to ${MAX_DAYS}.`, ['reserveDaysBefore']);
  const id = boxPolicyIdOf(work.tenantId);
  const policy =
    (await work.lock(BoxPolicy, id)) ??
    (await work.insertUnlessPresent(BoxPolicy, { id, onShortage: ShortagePolicy.HOLD, reserveDaysBefore: USUAL_RESERVE_DAYS })) ??
    (await work.lock(BoxPolicy, id))!;
  if (onShortage != null) policy.onShortage = onShortage;
  if (reserveDaysBefore != null) policy.reserveDaysBefore = reserveDaysBefore;
  return work.save(policy);
}
