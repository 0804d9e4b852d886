import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { lockUser } from '../../identity/contract';
import { paymentMethodDefaultChanged } from '../events';
import { PaymentMethod } from '../model/payment-method.entity';
import { findDefaultPaymentMethod, visiblePaymentMethods } from '../storage/payment-methods.queries';

/** Makes a method its user's default: what is charged when none is named. Refuses NOT_FOUND. */
export async function setDefaultPaymentMethod(work: Work, { paymentMethodId }: { paymentMethodId: string }): Promise<PaymentMethod> {
  const known = await work.from(PaymentMethod).where({ id: paymentMethodId }).where(visiblePaymentMethods(work)).one();
  if (!known) throw notFound('This payment method', ['paymentMethodId']);
  await lockUser(work, known.userId);
  const method = await work.locked(PaymentMethod).where({ id: paymentMethodId, detachedAt: null }).one();
  if (!method) throw notFound('This payment method', ['paymentMethodId']);
  const before = await findDefaultPaymentMethod(work, method.userId);
  if (before?.id === method.id) return method;
  if (before) await work.save(Object.assign(before, { isDefault: false }));
  method.isDefault = true;
  work.emit(paymentMethodDefaultChanged({ paymentMethodId: method.id, userId: method.userId }));
  return work.save(method);
}
