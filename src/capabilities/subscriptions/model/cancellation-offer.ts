import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CancellationFeedback } from './cancellation';
import { SubscriptionStatus } from './subscription-states';

export enum CancellationOfferKind {
  CHEAPER_PLAN = 'CHEAPER_PLAN',
  DISCOUNT = 'DISCOUNT',
  PAUSE = 'PAUSE',
}

registerEnumType(CancellationOfferKind, {
  name: 'CancellationOfferKind',
  description: 'What is offered to somebody who wants to cancel.',
  valuesConfig: {
    CHEAPER_PLAN: { description: 'Another plan, `plan`, with the next period.' },
    DISCOUNT: { description: 'Something off the coming invoices, `discount`.' },
    PAUSE: { description: 'A pause of `pauseDays`.' },
  },
});

/** An offer as it is written down: in the flow, and in each session to which it was shown. */
export interface StoredOffer {
  readonly id: string;
  /** For whom: those who give this reason; null for everybody. */
  readonly feedback: CancellationFeedback | null;
  readonly kind: CancellationOfferKind;
  readonly pauseDays: number | null;
  readonly planId: string | null;
  /** Left out by offers of before there were any. */
  readonly couponId?: string | null;
}

@ObjectType({ description: 'Something that is offered to somebody who wants to cancel.' })
export class CancellationOffer implements StoredOffer {
  @Field(() => ID, { description: 'Id of the offer.' })
  id: string;

  @Field(() => CancellationFeedback, { nullable: true, description: 'Shown to those who give this reason; null: to everybody.' })
  feedback: CancellationFeedback | null;

  @Field(() => CancellationOfferKind, { description: 'What is offered.' })
  kind: CancellationOfferKind;

  @Field(() => Int, { nullable: true, description: 'Of a pause: how many days of 24 hours; null of others.' })
  pauseDays: number | null;

  planId: string | null;

  couponId?: string | null;
}

export const toOffer = (stored: StoredOffer): CancellationOffer => Object.assign(new CancellationOffer(), stored);

/** What somebody could take: the ids of plans on offer, and of coupons that she could be given now. */
export interface Takeable {
  readonly plansOnOffer: ReadonlySet<string>;
  readonly coupons: ReadonlySet<string>;
}

/** What somebody who gives a reason is shown: what she could take, and is not on already. */
export function offersFor(
  offers: readonly StoredOffer[],
  { feedback, subscription, plansOnOffer, coupons }: Takeable & { feedback: CancellationFeedback; subscription: { status: SubscriptionStatus; planId: string } },
): StoredOffer[] {
  const isPausable = subscription.status === SubscriptionStatus.ACTIVE;
  const isChangeable = isPausable || subscription.status === SubscriptionStatus.TRIALING;
  return offers.filter((offer) => {
    if (offer.feedback !== null && offer.feedback !== feedback) return false;
    if (offer.kind === CancellationOfferKind.PAUSE) return isPausable;
    if (offer.kind === CancellationOfferKind.DISCOUNT) return isChangeable && coupons.has(offer.couponId!);
    return isChangeable && offer.planId !== subscription.planId && plansOnOffer.has(offer.planId!);
  });
}
