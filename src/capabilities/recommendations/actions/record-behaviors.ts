import { isBefore } from '../../../kernel/clock';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { statusesOfProducts } from '../../catalog/contract';
import { getActingUserId } from '../../identity/contract';
import { BehaviorKind } from '../model/behavior-kind';
import { Behavior } from '../model/behavior.entity';

export const MAX_BEHAVIORS = 100;
/** The permission to say what others did, and what they bought elsewhere. */
export const RECORD_FOR_OTHERS = 'behavior.recordForOthers';

export interface NewBehavior {
  readonly kind: BehaviorKind;
  readonly productId: string;
  /** Business time; now when left out. */
  readonly at?: Date | null;
}

/**
 * Writes down what a user did with products; it counts for her next answer. A product that was withdrawn meanwhile is known all the
 * same. Refuses NOT_FOUND, and INVALID for more than 100, for what lies ahead, and for a purchase that a user tells of herself.
 * Returns how many were recorded.
 */
export async function recordBehaviors(
  work: Work,
  { behaviors, userId }: { behaviors: readonly NewBehavior[]; userId?: string | null },
): Promise<number> {
  if (behaviors.length > MAX_BEHAVIORS) throw invalid(`At most ${MAX_BEHAVIORS} behaviours can be recorded at once.`, ['behaviors']);
  const actingUserId = await getActingUserId(work, { userId, permission: RECORD_FOR_OTHERS });
  const known = await statusesOfProducts(work, [...new Set(behaviors.map(({ productId }) => productId))]);
  behaviors.forEach((behavior, index) => {
    const field = (name: string) => ['behaviors', String(index), name];
    if (!known.has(behavior.productId)) throw notFound('This product', field('productId'));
    if (behavior.at && isBefore(work.now, behavior.at)) throw invalid('What is recorded must have happened.', field('at'));
    if (behavior.kind === BehaviorKind.PURCHASE && !work.actor.can(RECORD_FOR_OTHERS)) {
      throw invalid('Purchases are recorded from orders.', field('kind'));
    }
  });
  await work.insertAll(
    Behavior,
    behaviors.map(({ kind, productId, at }) => ({ kind, productId, userId: actingUserId, orderId: null, occurredAt: at ?? work.now })),
  );
  return behaviors.length;
}
