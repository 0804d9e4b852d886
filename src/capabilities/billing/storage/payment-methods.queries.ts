import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { PaymentMethod } from '../model/payment-method.entity';
import { visibleBilling } from './visible';

export function visiblePaymentMethods(view: View) {
  return { ...visibleBilling(view), detachedAt: null };
}

/** What is charged when nobody names a method; null for a user who has none. */
export function findDefaultPaymentMethod(view: View, userId: string): Promise<PaymentMethod | null> {
  return view.from(PaymentMethod).where({ userId, isDefault: true, detachedAt: null }).one();
}

/** A user's own method. Refuses NOT_FOUND for anybody else's and for one that was detached. */
export async function getPaymentMethod(
  view: View,
  { userId, paymentMethodId }: { userId: string | null; paymentMethodId: string },
): Promise<PaymentMethod> {
  const method = await view
    .from(PaymentMethod)
    .where({ id: paymentMethodId, userId: userId ?? '', detachedAt: null })
    .one();
  if (!method) throw notFound('This payment method', ['paymentMethodId']);
  return method;
}
