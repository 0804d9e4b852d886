import type { View } from '../../../platform/database/view';

/** Who may see every invoice, payment and payment method of the tenant; anybody else sees her own. */
export const READ_ALL_BILLING = 'billing.read';

export function visibleBilling(view: View): { userId?: string } {
  return view.actor.can(READ_ALL_BILLING) ? {} : { userId: view.actor.userId ?? '' };
}
