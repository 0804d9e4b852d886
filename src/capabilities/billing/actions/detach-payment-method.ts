import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { lockUser } from '../../identity/contract';
import { paymentMethodDefaultChanged, paymentMethodDetached } from '../events';
import { PaymentMethod } from '../model/payment-method.entity';
import { visiblePaymentMethods } from '../storage/payment-methods.queries';

/**
 * Removes a method: it is never charged again, and a charge that is under way goes on. When it was the default, the oldest one that
 * is left becomes it. Refuses NOT_FOUND.
 */
export async function detachPaymentMethod(work: Work, { paymentMethodId }: { paymentMethodId: string }): Promise<PaymentMethod> {
  const known = await work.from(PaymentMethod).where({ id: paymentMethodId }).where(visiblePaymentMethods(work)).one();
  if (!known) throw notFound('This payment method', ['paymentMethodId']);
  await lockUser(work, known.userId);
  const methods = await work.locked(PaymentMethod).where({ userId: known.userId, detachedAt: null }).orderBy('createdAt', 'id').all();
  const method = methods.find(({ id }) => id === paymentMethodId);
  if (!method) throw notFound('This payment method', ['paymentMethodId']);
  const heir = method.isDefault && methods.find(({ id }) => id !== paymentMethodId);
  method.detachedAt = work.now;
  method.isDefault = false;
  await work.save(method);
  const { userId } = method;
  work.emit(paymentMethodDetached({ paymentMethodId, userId }));
  if (heir) {
    await work.save(Object.assign(heir, { isDefault: true }));
    work.emit(paymentMethodDefaultChanged({ paymentMethodId: heir.id, userId }));
  }
  return method;
}
