import type { View } from '../../../platform/database/view';
import { BoxPolicy, boxPolicyIdOf } from '../model/box-policy.entity';
import { ShortagePolicy } from '../model/shortage-policy';

export const USUAL_RESERVE_DAYS = 5;

/** The tenant's policy, or the usual one. */
export async function getBoxPolicy(view: View): Promise<BoxPolicy> {
  const usual = { id: boxPolicyIdOf(view.tenantId), tenantId: view.tenantId, onShortage: ShortagePolicy.HOLD, reserveDaysBefore: USUAL_RESERVE_DAYS };
  return (await view.from(BoxPolicy).one()) ?? Object.assign(new BoxPolicy(), usual);
}
