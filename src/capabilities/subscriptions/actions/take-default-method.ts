import type { Work } from '../../../platform/database/work';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { tryNewMethod, WAITING_FOR_PAYMENT } from './try-new-method';

/** A user's default method is another: what her subscriptions owe that are charged to it is tried at once. */
export async function takeDefaultMethod(work: Work, { userId }: { userId: string }): Promise<void> {
  for (const subscription of await work.locked(SubscriptionContract).where({ userId, status: WAITING_FOR_PAYMENT }).orderBy('id').all()) {
    await tryNewMethod(work, subscription);
  }
}

/** A method is gone: the subscriptions that were charged to it are charged to their payer's default one from now on. */
export async function forgetMethod(work: Work, { userId, paymentMethodId }: { userId: string; paymentMethodId: string }): Promise<void> {
  for (const subscription of await work.locked(SubscriptionContract).where({ userId, paymentMethodId }).orderBy('id').all()) {
    await work.save(Object.assign(subscription, { paymentMethodId: null }));
    await tryNewMethod(work, subscription);
  }
}
