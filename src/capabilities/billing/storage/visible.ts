import type { View } from '../../../platform/database/view';

/** Who may see every invoice, payment and payment method of the tenant; anybody else sees her own. */
export const READ_ALL_BILLING = 'billing.read';

export function visibleBilling(view: View): { userId?: string } {
  return view.actor.can(READ_ALL_BILLING) ? {} : { userId: view.actor.userId ?? '' };
}

/** The same for what names its user as its owner. */
export function visibleBalances(view: View): { ownerId?: string } {
  const { userId: ownerId } = visibleBilling(view);
  return { ownerId };
}
