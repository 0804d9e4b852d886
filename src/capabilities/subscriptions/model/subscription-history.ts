import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum SubscriptionHistoryKind {
  CREATED = 'CREATED',
  STARTED = 'STARTED',
  ACTIVATED = 'ACTIVATED',
  TRIAL_WILL_END = 'TRIAL_WILL_END',
  RENEWAL_ANNOUNCED = 'RENEWAL_ANNOUNCED',
  INVOICED = 'INVOICED',
  CREDITED = 'CREDITED',
  INVOICE_PAID = 'INVOICE_PAID',
  INVOICE_VOIDED = 'INVOICE_VOIDED',
  PAYMENT_SUCCEEDED = 'PAYMENT_SUCCEEDED',
  PAYMENT_FAILED = 'PAYMENT_FAILED',
  PAYMENT_REFUNDED = 'PAYMENT_REFUNDED',
  PAST_DUE = 'PAST_DUE',
  UNPAID = 'UNPAID',
  CYCLE_HELD = 'CYCLE_HELD',
  GOODS_SHORT = 'GOODS_SHORT',
  PLAN_CHANGED = 'PLAN_CHANGED',
  PAUSED = 'PAUSED',
  RESUMED = 'RESUMED',
  CANCELLATION_SCHEDULED = 'CANCELLATION_SCHEDULED',
  UNCANCELED = 'UNCANCELED',
  CANCELED = 'CANCELED',
  EXPIRED = 'EXPIRED',
  ADD_ONS_CHANGED = 'ADD_ONS_CHANGED',
  CHANGE_SCHEDULED = 'CHANGE_SCHEDULED',
  CHANGE_WITHDRAWN = 'CHANGE_WITHDRAWN',
  SKIP_SCHEDULED = 'SKIP_SCHEDULED',
  SKIP_WITHDRAWN = 'SKIP_WITHDRAWN',
  CYCLE_SKIPPED = 'CYCLE_SKIPPED',
  PARKED = 'PARKED',
  UNPARKED = 'UNPARKED',
  COUPON_APPLIED = 'COUPON_APPLIED',
  COUPON_REMOVED = 'COUPON_REMOVED',
  CANCELLATION_STARTED = 'CANCELLATION_STARTED',
  OFFER_ACCEPTED = 'OFFER_ACCEPTED',
  INVOICE_UNCOLLECTIBLE = 'INVOICE_UNCOLLECTIBLE',
  CREDIT_NOTE_ISSUED = 'CREDIT_NOTE_ISSUED',
  PAYMENT_ACTION_REQUIRED = 'PAYMENT_ACTION_REQUIRED',
  PAYMENT_UNRESOLVED = 'PAYMENT_UNRESOLVED',
  PAYMENT_REFUND_FAILED = 'PAYMENT_REFUND_FAILED',
  PAYMENT_DISPUTED = 'PAYMENT_DISPUTED',
  DISPUTE_WON = 'DISPUTE_WON',
  DISPUTE_LOST = 'DISPUTE_LOST',
  OTHER = 'OTHER',
}

registerEnumType(SubscriptionHistoryKind, {
  name: 'SubscriptionHistoryKind',
  description: 'What happened to a subscription.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    STARTED: { description: 'The day came on which it was to start.' },
    ACTIVATED: { description: 'It became ACTIVE by a payment.' },
    TRIAL_WILL_END: { description: 'Its subscriber was told that the trial ends.' },
    RENEWAL_ANNOUNCED: { description: 'Its subscriber was told of a renewal, and of `amount`.' },
    INVOICED: { description: 'An invoice over `amount` was issued.' },
    CREDITED: { description: 'An invoice below zero was issued: `amount` is credit of the user now.' },
    INVOICE_PAID: { description: 'An invoice is paid in full; `amount` was due in money.' },
    INVOICE_VOIDED: { description: 'An invoice was withdrawn.' },
    PAYMENT_SUCCEEDED: { description: 'Money was received.' },
    PAYMENT_FAILED: { description: 'A charge failed; `cause` is the network\'s code.' },
    PAYMENT_REFUNDED: { description: 'Money was given back.' },
    PAST_DUE: { description: 'A renewal is owed.' },
    UNPAID: { description: 'The last attempt to charge a renewal failed; it waits for a payment.' },
    GOODS_SHORT: { description: 'Goods of a renewal\'s box could not be had; `cause` is what was done: SUBSTITUTE or SKIP_WITH_CREDIT.' },
    CYCLE_HELD: { description: 'A period is held back; `cause` is the reason.' },
    PLAN_CHANGED: { description: 'It goes on with another plan or quantity, or with newer terms of its plan: from `fromPlan` to `plan`.' },
    PAUSED: { description: 'It was paused; `cause` is the reason when nobody asked for it.' },
    RESUMED: { description: 'A pause is over.' },
    CANCELLATION_SCHEDULED: { description: 'It was canceled for later; `cause` is the feedback.' },
    UNCANCELED: { description: 'A cancellation was taken back.' },
    CANCELED: { description: 'It ended by a cancellation; `cause` is the feedback.' },
    EXPIRED: { description: 'It ended by itself.' },
    ADD_ONS_CHANGED: { description: 'It goes on with other add-ons, or more or less of them.' },
    CHANGE_SCHEDULED: { description: 'It is to go on with another plan, quantity or add-ons from its next period on: with `plan` instead of `fromPlan`.' },
    CHANGE_WITHDRAWN: { description: 'What was to change with the next period does not: it was taken back, or something else takes its place.' },
    SKIP_SCHEDULED: { description: 'Its next period is to be skipped.' },
    SKIP_WITHDRAWN: { description: 'Its next period is not skipped after all.' },
    CYCLE_SKIPPED: { description: 'A period was skipped: it is not billed.' },
    PARKED: { description: 'It is not billed on until a person has looked; `cause` is the reason.' },
    UNPARKED: { description: 'A person looked, and it is billed on.' },
    COUPON_APPLIED: { description: 'A coupon was redeemed for it.' },
    COUPON_REMOVED: { description: 'Its coupon was ended.' },
    CANCELLATION_STARTED: { description: 'Its subscriber wants to cancel, and was shown offers; `cause` is the feedback.' },
    OFFER_ACCEPTED: { description: 'She took an offer, and stays; `cause` is the feedback.' },
    INVOICE_UNCOLLECTIBLE: { description: 'An invoice is owed, and nobody expects it to be paid.' },
    CREDIT_NOTE_ISSUED: { description: 'A part or the whole of an invoice was given back; `cause` is how: INVOICE, CREDIT_BALANCE or REFUND.' },
    PAYMENT_ACTION_REQUIRED: { description: 'The customer must approve a charge.' },
    PAYMENT_UNRESOLVED: { description: 'Nobody knows whether a charge or a refund succeeded; a person must decide.' },
    PAYMENT_REFUND_FAILED: { description: 'Money could not be given back; `cause` is the network\'s code.' },
    PAYMENT_DISPUTED: { description: 'The customer\'s bank questions a charge; `cause` is its reason.' },
    DISPUTE_WON: { description: 'The bank decided for the shop.' },
    DISPUTE_LOST: { description: 'The bank decided for the customer: the money is gone.' },
    OTHER: { description: 'Something else; see the description.' },
  },
});

@ObjectType({ description: 'One thing that happened to a subscription, or to the money for it.' })
export class SubscriptionHistoryEntry {
  @Field(() => ID, { description: 'Id of the event in the log.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When, in business time.' })
  at: Date;

  @Field(() => SubscriptionHistoryKind, { description: 'What.' })
  kind: SubscriptionHistoryKind;

  @Field(() => String, { description: 'The same in a sentence, in English.' })
  description: string;

  @Field(() => Money, { nullable: true, description: 'How much it was about: of a change in the middle of a period what it costs more, negative for less. Null where no money was.' })
  amount: Money | null;

  @Field(() => Money, { nullable: true, description: 'Of a change in the middle of a period: what was given back of the old terms.' })
  prorationCredit: Money | null;

  @Field(() => Money, { nullable: true, description: 'Of a change in the middle of a period: what the rest of it costs by the new terms.' })
  prorationCharge: Money | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, as a code: why a charge failed, the feedback of a cancellation, what an invoice is for (SUBSCRIPTION_CYCLE, SUBSCRIPTION_CHANGE), and of a change or a skipped period REQUESTED, SCHEDULED, MIGRATION, PAYMENT_FAILED or WITHDRAWN.',
  })
  cause: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a charge: which one of its invoice, from 1; a retry has a higher one.' })
  attemptNumber: number | null;

  invoiceId: string | null;
  paymentId: string | null;
  planId: string | null;
  fromPlanId: string | null;
  /** Place in the tenant's log. */
  sequence: bigint;
}
