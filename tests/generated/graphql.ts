/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Something that a user did with a product. */
export type BehaviorInput = {
  /** When, in business time, not ahead of it; now when left out. */
  at?: string | null | undefined;
  /** What she did. PURCHASE needs a secret key: orders of this tenant are recorded by themselves. */
  kind: BehaviorKind;
  /** With which product. */
  productId: string;
};

/** What somebody did with a product. */
export type BehaviorKind =
  /** Put it into a cart. */
  | 'CART'
  /** Marked it to find it again. */
  | 'FAVORITE'
  /** Bought it. Orders of Perennial record it by themselves; a secret key may record what was bought elsewhere. */
  | 'PURCHASE'
  /** Chose it among the results of a search. */
  | 'SEARCH_CLICK'
  /** Looked at it. */
  | 'VIEW';

/** What a user did. */
export type BehaviorRecordInput = {
  /** At most 100; all are recorded, or none. */
  behaviors: Array<BehaviorInput>;
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Who did it; only with a secret key, which must name a user. Otherwise it is yourself. */
  userId?: string | null | undefined;
};

/** Where a payment stands. */
export type BillingAttemptStatus =
  /** The money has not moved; `failureCode` says why. */
  | 'FAILED'
  /** The money is on its way and may take days: a transfer. */
  | 'PENDING'
  /** It is being sent to the payment network. */
  | 'PROCESSING'
  /** The customer must approve it: send her to `actionUrl`. */
  | 'REQUIRES_ACTION'
  /** The money has moved. */
  | 'SUCCEEDED'
  /** The payment network did not answer. It is asked until it does; nothing is charged anew meanwhile. */
  | 'UNKNOWN';

/** When a change takes effect. */
export type ChangeTiming =
  /** At once. */
  | 'NOW'
  /** At the end of the period that runs. */
  | 'PERIOD_END';

/** A new coupon. It takes off either `percentOff` or `amountOff`. */
export type CouponCreateInput = {
  /** What it takes off each invoice in this currency; what an invoice is too small for is lost. */
  amountOff?: MoneyInput | null | undefined;
  /** A code of its own: 3 to 40 letters (A to Z), digits, hyphens and underscores, in any case. Not needed where promotion codes are made. */
  code?: string | null | undefined;
  /** On how many invoices it takes something off. */
  duration?: CouponDuration;
  /** On how many invoices with a charge, 1 to 1,200; for REPEATING, and only then. */
  durationInCycles?: number | null | undefined;
  /** How often it can be redeemed in all, at least 1; null for any number. */
  maxRedemptions?: number | null | undefined;
  /** How often one user can redeem it, at least 1; null for any number. */
  maxRedemptionsPerUser?: number | null | undefined;
  /** Free for your own use. */
  metadata?: unknown;
  /** Invoices whose charges sum to less get nothing off, and use nothing. */
  minimumAmount?: MoneyInput | null | undefined;
  /** Its name; stands on invoices. At most 100 characters. */
  name: string;
  /** What it takes off, in percent, over 0. */
  percentOff?: number | string | null | undefined;
  /** The plans whose lines it reduces, at most 100; all lines when left out. */
  planIds?: Array<string> | null | undefined;
  /** Until when it can be redeemed, not included; null for ever. */
  redeemBy?: string | null | undefined;
};

/** On how many invoices a coupon takes something off. */
export type CouponDuration =
  /** On all. */
  | 'FOREVER'
  /** On the first one with a charge. */
  | 'ONCE'
  /** On the first `durationInCycles` with a charge; an invoice over zero, of a trial for example, uses none of them. */
  | 'REPEATING';

/** Which invoice to pay, and how. */
export type InvoicePayInput = {
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice; it must be OPEN or UNCOLLECTIBLE. */
  invoiceId: string;
  /** A payment method of the invoice's user; her default one when left out. */
  paymentMethodId?: string | null | undefined;
};

/** Where an invoice stands. */
export type InvoiceStatus =
  /** Not issued yet: it has no number and nothing is owed. */
  | 'DRAFT'
  /** Issued with a number; the money is owed. */
  | 'OPEN'
  /** Paid in full. It stays so when money is given back later: see `refunded`. */
  | 'PAID'
  /** Still owed, but nobody expects it to be paid. */
  | 'UNCOLLECTIBLE'
  /** Withdrawn. Its number stays taken; money that arrives for it is given back. */
  | 'VOID';

/** An amount of money. */
export type MoneyInput = {
  /** Minor units: pence, cents, yen, fils. */
  amountMinor: number | string;
  /** ISO 4217 code. */
  currency: string;
};

/** What the payments of an order amount to. */
export type OrderChargeStatus =
  /** The total is paid. */
  | 'FULL'
  /** Nothing was paid. */
  | 'NONE'
  /** More than the total is paid. */
  | 'OVERCHARGED'
  /** Less than the total is paid, or a part was given back. */
  | 'PARTIAL'
  /** A charge is under way, or waits for the customer. */
  | 'PENDING'
  /** All that was paid was given back. */
  | 'REFUNDED';

/** So much of one variant. */
export type OrderLineInput = {
  /** How many, 1 to 10,000. */
  quantity: number;
  /** The variant. */
  variantId: string;
};

/** A new order. The shop says every price. */
export type OrderPlaceInput = {
  /** Address of a guest; only with a secret key. */
  email?: string | null | undefined;
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What is ordered: 1 to 100 lines. */
  lines: Array<OrderLineInput>;
  /** Free for the merchant's own use. */
  metadata?: unknown;
  /** Pays at once with this method of the buyer; without it the order waits 30 minutes for `orderPay`. */
  paymentMethodId?: string | null | undefined;
  /** Where to send it. */
  shippingAddress?: ShippingAddressInput | null | undefined;
  /** How to send it: a method that `shippingMethods` offers for the lines and the address; nothing is charged for sending when left out. Refuses SHIPPING_METHOD_NOT_AVAILABLE. */
  shippingMethodId?: string | null | undefined;
  /** How many of the buyer's points pay for it, after tax and before anything else; at most what it is worth is taken. Refuses POINTS_INSUFFICIENT and POINTS_NOT_ACCEPTED. */
  spendPoints?: number | string | null | undefined;
  /** Who buys; only with a secret key. A signed-in user buys for herself. */
  userId?: string | null | undefined;
};

/** Where an order stands. */
export type OrderStatus =
  /** Called off before anything left; its stock is back on the shelf and its money is given back. */
  | 'CANCELED'
  /** Paid and delivered in full. */
  | 'COMPLETED'
  /** Paid; to be delivered. */
  | 'CONFIRMED'
  /** Being put together; nothing is allocated and nothing is owed. */
  | 'DRAFT'
  /** Not paid in time (30 minutes); its stock is back on the shelf. */
  | 'EXPIRED'
  /** Placed and not paid: its stock is allocated until it is paid, canceled or expires. */
  | 'PENDING';

/** A payment method to store. */
export type PaymentMethodAttachInput = {
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The token that the payment network gave to the client. Never a card number: those are refused. */
  token: string;
  /** Whose it is; yourself when left out. A secret key must say whose, and only staff may name another user. */
  userId?: string | null | undefined;
};

/** A stored payment method. */
export type PaymentMethodSetDefaultInput = {
  /** The method that becomes the default. */
  paymentMethodId: string;
};

/** Unit of a plan's billing period. */
export type PlanInterval =
  /** Calendar days. */
  | 'DAY'
  /** Calendar months; a day that a month lacks becomes its last. */
  | 'MONTH'
  /** Calendar weeks. */
  | 'WEEK'
  /** Calendar years. */
  | 'YEAR';

/** What would be done with a subscription. */
export type PreviewedAction =
  /** `subscriptionCancel`. */
  | 'CANCEL'
  /** `subscriptionChangeAddOns`, with `addOns`. */
  | 'CHANGE_ADD_ONS'
  /** `subscriptionChangePlan`. */
  | 'CHANGE_PLAN'
  /** `subscriptionPause`. */
  | 'PAUSE'
  /** `subscriptionResume`. */
  | 'RESUME'
  /** `subscriptionSkipCycle`. */
  | 'SKIP_CYCLE'
  /** `subscriptionUncancel`. */
  | 'UNCANCEL';

/** A code that customers type to redeem a coupon. Its limits hold beside the coupon's. */
export type PromotionCodeCreateInput = {
  /** 3 to 40 letters (A to Z), digits, hyphens and underscores, in any case; stored and shown in capital letters. */
  code: string;
  /** The coupon. */
  couponId: string;
  /** Only for users who have paid no invoice yet, nor redeemed another such code that still counts. */
  firstTimeOnly?: boolean;
  /** How often it can be redeemed in all, at least 1; null for any number. */
  maxRedemptions?: number | null | undefined;
  /** How often one user can redeem it, at least 1; null for any number. */
  maxRedemptionsPerUser?: number | null | undefined;
  /** Until when it can be redeemed, not included; null for ever. */
  redeemBy?: string | null | undefined;
};

/** What a change in the middle of a period does to what was paid for it. */
export type ProrationBehavior =
  /** They are billed now. */
  | 'ALWAYS_INVOICE'
  /** Credit and charge for the rest of the period stand on the next invoice. */
  | 'CREATE_PRORATIONS'
  /** There are none: the new price begins with the next period. */
  | 'NONE';

/** Why a product is recommended. */
export type RecommendationReason =
  /** Many people like it. */
  | 'POPULAR'
  /** People who liked the product that was asked about (`becauseOf`) liked it. */
  | 'RELATED'
  /** The viewer dealt with it and did not buy it; such products come last. */
  | 'SEEN_BEFORE'
  /** People who liked what the viewer put into a cart (`becauseOf`) liked it. */
  | 'SIMILAR_TO_CART'
  /** People who liked what the viewer marked (`becauseOf`) liked it. */
  | 'SIMILAR_TO_FAVORITE'
  /** People who liked what the viewer bought (`becauseOf`) liked it. */
  | 'SIMILAR_TO_PURCHASED'
  /** People who liked what the viewer looked at (`becauseOf`) liked it. */
  | 'SIMILAR_TO_VIEWED'
  /** Many people deal with it these days. */
  | 'TRENDING';

/** How to sign in. */
export type SessionCreateInput = {
  /** The user's address. */
  email: string;
  /** The user's password. */
  password: string;
};

/** Where goods are sent, checked by the rules of its country. Refuses INVALID, naming the field and what would be right. */
export type ShippingAddressInput = {
  /** State, province, prefecture: needed where the post of the country asks for it. Of the United States, Canada, Australia, Brazil and Italy the code of the post: `CA`; a name is turned into it. At most 100 characters. */
  administrativeArea?: string | null | undefined;
  /** Town; 1 to 255 characters, empty where the post asks for none: Hong Kong. */
  city: string;
  /** Country as two capital letters of ISO 3166-1: `GB`. */
  countryCode: string;
  /** Street and number; 1 to 255 characters. */
  line1: string;
  /** Flat, floor, company; at most 255 characters. */
  line2?: string | null | undefined;
  /** Who receives it; 1 to 255 characters. */
  name: string;
  /** Postal code in the form of the country: `SW1A 1AA`; empty where the post asks for none. */
  postalCode: string;
};

/** How many of an add-on. */
export type SubscriptionAddOnInput = {
  /** An add-on that the plan offers. */
  addOnId: string;
  /** How many, 0 to 10,000; 0 takes it off. */
  quantity?: number;
};

/** Another plan for a subscription, or another quantity, or both. */
export type SubscriptionChangePlanInput = {
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The plan to change to; the running one when left out. */
  planId?: string | null | undefined;
  /** What a change NOW does to what was paid for the period that runs. */
  prorationBehavior?: ProrationBehavior;
  /** How many of the plan, 1 to 10,000; as many as now when left out. */
  quantity?: number | null | undefined;
  /** The subscription. */
  subscriptionId: string;
  /** When it takes effect. With the next period no money is changed. */
  timing?: ChangeTiming;
};

/** A new subscription. */
export type SubscriptionCreateInput = {
  /** What is taken beside the plan, at most 20. */
  addOns?: Array<SubscriptionAddOnInput> | null | undefined;
  /** A promotion code, or the code of a coupon, in capital letters or not. One that does not hold refuses the subscription: NOT_FOUND or COUPON_... */
  couponCode?: string | null | undefined;
  /** What it is billed in, for good: a currency that the plan has a price in; the plan's first when left out. */
  currency?: string | null | undefined;
  /** A user who gets what the plan gives, while you pay: a gift. It ends after one period, unless the plan or `termCycles` says otherwise. */
  giftTo?: string | null | undefined;
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Free for your own use. */
  metadata?: unknown;
  /** The method to charge; the default at the moment of each charge when left out. */
  paymentMethodId?: string | null | undefined;
  /** The plan. */
  planId: string;
  /** How many of the plan, 1 to 10,000. */
  quantity?: number;
  /** Where its boxes are sent. */
  shippingAddress?: ShippingAddressInput | null | undefined;
  /** How many of the subscriber's points pay for the first period, after tax; at most what it is worth is taken. Refuses POINTS_INSUFFICIENT and POINTS_NOT_ACCEPTED, and INVALID with a trial. */
  spendPoints?: number | string | null | undefined;
  /** Whether the payer's points pay for the periods that are billed by themselves, also the first one after a trial or at `startAt`: as many as she has then, at most what the invoice is worth. `spendPoints` is for what is billed at once. */
  spendPointsOnRenewal?: boolean;
  /** When it starts: SCHEDULED until then, billed then or at the end of its trial. At once when left out. */
  startAt?: string | null | undefined;
  /** How many periods are billed, 1 to 1,200, before it ends as EXPIRED; the plan's when left out. */
  termCycles?: number | null | undefined;
  /** Whom to subscribe; only with a secret key. */
  userId?: string | null | undefined;
};

/** The subscription to pause. */
export type SubscriptionPauseInput = {
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** When it goes on by itself; not before `subscriptionResume` when left out. */
  resumesAt?: string | null | undefined;
  /** The subscription. */
  subscriptionId: string;
};

/** A new subscription, or a change of one. Without a subscription it is about a new one. */
export type SubscriptionPreviewInput = {
  /** What would be done with the subscription. Without plan and quantity CHANGE_PLAN shows what comes anyway. */
  action?: PreviewedAction;
  /** Of a new subscription, what is taken beside the plan; for CHANGE_ADD_ONS, how many of which from then on. */
  addOns?: Array<SubscriptionAddOnInput> | null | undefined;
  /** For CANCEL: the date at which it would end. */
  cancelAt?: string | null | undefined;
  /** A code to be redeemed with it. One that does not hold is told by an error: BAD_USER_INPUT, with the refusal's code as `extensions.reason`. */
  couponCode?: string | null | undefined;
  /** Of a new subscription; the plan's first when left out. */
  currency?: string | null | undefined;
  /** Whom a new one would be a gift for: the user who has what the plan gives. */
  giftTo?: string | null | undefined;
  /** The plan; of a subscription the running one when left out. */
  planId?: string | null | undefined;
  /** What it would do to what was paid: as the mutation has it when left out, a change CREATE_PRORATIONS, a cancellation NONE. */
  prorationBehavior?: ProrationBehavior | null | undefined;
  /** How many of the plan; as many as now, or 1, when left out. */
  quantity?: number | null | undefined;
  /** For PAUSE: when it would go on by itself. */
  resumesAt?: string | null | undefined;
  /** How many points would be spent on what a new one costs at once; at most what it is worth is taken. Refused with INVALID where nothing is paid now. */
  spendPoints?: number | string | null | undefined;
  /** Whether points pay for the periods that are billed by themselves, `nextInvoice`; as the subscription has it when left out, for a new one not. */
  spendPointsOnRenewal?: boolean | null | undefined;
  /** When a new subscription would start; now when left out. */
  startAt?: string | null | undefined;
  /** The subscription that is to change; a new one when left out. */
  subscriptionId?: string | null | undefined;
  /** How many periods a new one would have; the plan's when left out, and one of a gift. */
  termCycles?: number | null | undefined;
  /** When it would take effect: as the mutation has it when left out, a change NOW, a cancellation with PERIOD_END. */
  timing?: ChangeTiming | null | undefined;
  /** Who would subscribe; only with a secret key that reads subscriptions, else it is yourself. */
  userId?: string | null | undefined;
};

/** The subscription to resume. */
export type SubscriptionResumeInput = {
  /** Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The subscription. */
  subscriptionId: string;
};

/** Where a subscription stands. */
export type SubscriptionStatus =
  /** Paid. */
  | 'ACTIVE'
  /** Ended by a cancellation. Final. */
  | 'CANCELED'
  /** Its fixed term is over. Final. */
  | 'EXPIRED'
  /** Its first payment has not succeeded yet. */
  | 'INCOMPLETE'
  /** Its first payment did not succeed within 23 hours, or its first invoice was withdrawn. Final. */
  | 'INCOMPLETE_EXPIRED'
  /** A renewal could not be charged; it is tried again on the days of the dunning policy. */
  | 'PAST_DUE'
  /** Paused: its cycles are skipped. */
  | 'PAUSED'
  /** Starts later. */
  | 'SCHEDULED'
  /** In its trial; the first payment is due at the trial's end. */
  | 'TRIALING'
  /** No attempt to charge a renewal succeeded; the subscription waits for a payment, without access, and its later invoices stay drafts. */
  | 'UNPAID';

/** Where somebody is taxed. */
export type TaxRegionInput = {
  /** Country as two capital letters of ISO 3166-1: `GB`. */
  countryCode: string;
  /** Part of the country by ISO 3166-2, without the country: `CA`; null for the whole country. */
  subdivision?: string | null | undefined;
};

/** How far to move the test clock. */
export type TestClockAdvanceInput = {
  /** Where the clock goes; never back. */
  to: string;
};

/** What a test clock is doing. */
export type TestClockStatus =
  /** It runs what is due on the way to its target. */
  | 'ADVANCING'
  /** Something due on the way failed; mend it and advance again. */
  | 'FAILED'
  /** It stands still. */
  | 'READY';

/** Why something was refused that the user can mend. */
export type UserErrorCode =
  /** Another one with the same unique value exists. */
  | 'ALREADY_EXISTS'
  /** There is no reserved money: the authorization did not succeed, has expired, or was let go. */
  | 'AUTHORIZATION_NOT_CAPTURABLE'
  /** The cancellation was decided already, or begun anew. */
  | 'CANCELLATION_CLOSED'
  /** The capture is more than what is left of the reserved money. */
  | 'CAPTURE_EXCEEDS_AUTHORIZATION'
  /** The cart was ordered, went into another one or expired; begin another. */
  | 'CART_CLOSED'
  /** There is no successful charge to give money back from. */
  | 'CHARGE_NOT_REFUNDABLE'
  /** Somebody changed the same thing at the same time; read it again and repeat. */
  | 'CONFLICT'
  /** This user has redeemed the coupon, or its code, as often as one user can, or for this subscription already. */
  | 'COUPON_ALREADY_REDEEMED'
  /** The coupon, or its code, was redeemed as often as it can be. */
  | 'COUPON_EXHAUSTED'
  /** The coupon, or its code, can no longer be redeemed: its time is over, or it was withdrawn. */
  | 'COUPON_EXPIRED'
  /** The coupon is not for this: another plan or currency, too small an amount, or only for new customers; the message says why. */
  | 'COUPON_NOT_APPLICABLE'
  /** The user has less credit than that. */
  | 'CREDIT_BALANCE_INSUFFICIENT'
  /** More would be given back than is left of the invoice, or of its line. To give up all that is owed, withdraw the invoice. */
  | 'CREDIT_NOTE_EXCEEDS_INVOICE'
  /** One order has one currency; the lines have prices in several. */
  | 'CURRENCY_MISMATCH'
  /** Another user of this shop has this e-mail address. */
  | 'EMAIL_TAKEN'
  /** Another one of this shop has this externalId. */
  | 'EXTERNAL_ID_TAKEN'
  /** There is less on the gift cards than that. */
  | 'GIFT_CARD_BALANCE_INSUFFICIENT'
  /** The code is of no gift card that can be redeemed: unknown, mistyped, redeemed, expired or disabled. */
  | 'GIFT_CARD_NOT_REDEEMABLE'
  /** It was ordered beyond the stock, and its goods have not come. */
  | 'GOODS_AWAITED'
  /** There is less in stock than that. */
  | 'INSUFFICIENT_STOCK'
  /** The value is not acceptable; the message says why. */
  | 'INVALID'
  /** E-mail address and password do not belong together. */
  | 'INVALID_CREDENTIALS'
  /** The invoice is a draft or withdrawn; there is nothing to give back. */
  | 'INVOICE_NOT_CREDITABLE'
  /** The invoice is not open: a draft, paid already, or withdrawn. */
  | 'INVOICE_NOT_OPEN'
  /** The mandate does not allow a subscription on these terms: its days, its interval or its amount; use another payment method. */
  | 'MANDATE_NOT_APPLICABLE'
  /** Another message of this supplier had this id. */
  | 'MESSAGE_ID_TAKEN'
  /** More came than is still on its way by this order. */
  | 'MORE_THAN_ORDERED'
  /** There is not that much left to deliver. */
  | 'NOTHING_TO_FULFILL'
  /** The id names nothing that you can see. */
  | 'NOT_FOUND'
  /** This variant is digital: its stock is not counted. */
  | 'NOT_STOCKED'
  /** Something of the order has left already; take it back as a return. */
  | 'ORDER_ALREADY_SHIPPED'
  /** The order must be paid before anything leaves. */
  | 'ORDER_NOT_PAID'
  /** The order is not waiting for a payment. */
  | 'ORDER_NOT_PAYABLE'
  /** The payment was declined; Payment.failureCode says why. It is recorded, and another method may be tried. */
  | 'PAYMENT_DECLINED'
  /** The payment network does not answer. Nothing was done; try again. */
  | 'PAYMENT_GATEWAY_UNAVAILABLE'
  /** A charge of this invoice is under way and its outcome is not known yet; nothing is charged twice. */
  | 'PAYMENT_IN_PROGRESS'
  /** The payment method cannot be used: its token is not one that the payment gateway gave out. */
  | 'PAYMENT_METHOD_INVALID'
  /** No payment method is named and there is no default one; attach one first. */
  | 'PAYMENT_METHOD_REQUIRED'
  /** The customer must approve the payment at Payment.actionUrl; it goes on by itself then. */
  | 'PAYMENT_REQUIRES_ACTION'
  /** The plan is no longer on offer. */
  | 'PLAN_ARCHIVED'
  /** The user has fewer points than that. */
  | 'POINTS_INSUFFICIENT'
  /** Points are worth nothing here: the shop has no points program, or none in this currency. */
  | 'POINTS_NOT_ACCEPTED'
  /** Only a draft can be changed. */
  | 'PURCHASE_ORDER_NOT_DRAFT'
  /** Nothing of this purchase order is on its way. */
  | 'PURCHASE_ORDER_NOT_OPEN'
  /** The supplier does not sell so few at once; the message says how many it does. */
  | 'QUANTITY_BELOW_MINIMUM'
  /** The supplier sells whole packs alone; the message says how many fit. */
  | 'QUANTITY_NOT_IN_PACKS'
  /** Another receipt of this order, with other lines, has this reference. */
  | 'RECEIPT_REFERENCE_TAKEN'
  /** The refund is more than what is left of the charge. */
  | 'REFUND_EXCEEDS_CHARGE'
  /** The payment network did not give the money back; the failed refund is recorded. */
  | 'REFUND_FAILED'
  /** The refresh token is unknown, used up or expired; sign in again. */
  | 'SESSION_EXPIRED'
  /** The shipping method is not offered for the address, the weight and the total of the order, or nothing of it is sent. */
  | 'SHIPPING_METHOD_NOT_AVAILABLE'
  /** Another variant of this shop has this SKU. */
  | 'SKU_TAKEN'
  /** The subscription has ended. */
  | 'SUBSCRIPTION_ENDED'
  /** In the state that the subscription is in its plan cannot be changed; the message says why. */
  | 'SUBSCRIPTION_NOT_CHANGEABLE'
  /** A subscription to the same plan waits for its payment; pay that one first. */
  | 'SUBSCRIPTION_PAST_DUE'
  /** Nothing is ordered from this supplier any more. */
  | 'SUPPLIER_ARCHIVED'
  /** Another supplier of this shop has this code. */
  | 'SUPPLIER_CODE_TAKEN'
  /** The supplier does not sell this variant: say on what terms it does with supplierItemSet. */
  | 'SUPPLIER_ITEM_MISSING'
  /** The supplier sells another variant under this code. */
  | 'SUPPLIER_SKU_TAKEN'
  /** The order has no line with this code of the supplier. */
  | 'SUPPLIER_SKU_UNKNOWN'
  /** The test clock is moving; wait until it is READY. */
  | 'TEST_CLOCK_ADVANCING'
  /** A test clock cannot go back. */
  | 'TEST_CLOCK_MOVES_FORWARD_ONLY'
  /** Only a TEST tenant may have a test clock. */
  | 'TEST_CLOCK_NOT_ALLOWED'
  /** The state that the thing is in does not allow this. */
  | 'TRANSITION_NOT_ALLOWED'
  /** The variant is unknown, not published, or no longer sold. */
  | 'VARIANT_NOT_FOR_SALE'
  /** The payment network did not let the reserved money go; the failed void is recorded. */
  | 'VOID_FAILED'
  /** Another warehouse of this shop has this code. */
  | 'WAREHOUSE_CODE_TAKEN'
  /** The password is too short or too long. */
  | 'WEAK_PASSWORD';

/** A new user. */
export type UserRegisterInput = {
  /** Address to sign in with. */
  email: string;
  /** The name to call the person by. */
  name: string;
  /** 8 to 256 characters. */
  password: string;
};

/** What a user may do in this tenant. */
export type UserRole =
  /** Staff that also manages users and settings. */
  | 'ADMIN'
  /** Works for the merchant: sees and changes the tenant's business. */
  | 'STAFF'
  /** A customer: sees and changes what is her own. */
  | 'USER';

/** What to change of a user; what is left out stays. */
export type UserUpdateInput = {
  /** The password now; needed to change your own address or password. */
  currentPassword?: string | null | undefined;
  /** A new address to sign in with. */
  email?: string | null | undefined;
  /** Replaces the metadata. */
  metadata?: unknown;
  /** A new name. */
  name?: string | null | undefined;
  /** A new password, 8 to 256 characters. It ends all sessions of the user. */
  password?: string | null | undefined;
  /** A new role; needs the permission users.manage. */
  role?: UserRole | null | undefined;
  /** Where the user is taxed; null to forget it. */
  taxRegion?: TaxRegionInput | null | undefined;
  /** The user; yourself when left out. Another user needs the permission users.manage. */
  userId?: string | null | undefined;
};

export type TourRegisterMutationVariables = Exact<{
  input: UserRegisterInput;
}>;


export type TourRegisterMutation = { userRegister: { user: { id: string, name: string, email: string | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourSignInMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type TourSignInMutation = { sessionCreate: { accessToken: string | null, expiresAt: string | null, user: { id: string, name: string } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourProductsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TourProductsQuery = { products: { edges: Array<{ node: { id: string, name: string, variants: { edges: Array<{ node: { id: string, name: string, sku: string, available: number, price: { amount: string, currency: string } } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TourVariantQueryVariables = Exact<{
  id: string;
}>;


export type TourVariantQuery = { productVariant: { sku: string, available: number } | null };

export type TourPlansQueryVariables = Exact<{ [key: string]: never; }>;


export type TourPlansQuery = { plans: { edges: Array<{ node: { id: string, name: string, interval: PlanInterval, intervalCount: number, trialDays: number, price: { amount: string, currency: string } } }> } };

export type TourAttachCardMutationVariables = Exact<{
  input: PaymentMethodAttachInput;
}>;


export type TourAttachCardMutation = { paymentMethodAttach: { paymentMethod: { id: string, label: string, isDefault: boolean } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourSubscribeMutationVariables = Exact<{
  input: SubscriptionCreateInput;
}>;


export type TourSubscribeMutation = { subscriptionCreate: { subscription: { id: string, status: SubscriptionStatus, trialEnd: string | null, currentPeriodEnd: string, plan: { name: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourMyPlanQueryVariables = Exact<{
  id: string;
}>;


export type TourMyPlanQuery = { subscription: { status: SubscriptionStatus, currentPeriodStart: string, currentPeriodEnd: string, paymentMethod: { id: string, label: string } | null } | null };

export type TourSetDefaultCardMutationVariables = Exact<{
  input: PaymentMethodSetDefaultInput;
}>;


export type TourSetDefaultCardMutation = { paymentMethodSetDefault: { paymentMethod: { id: string, label: string, isDefault: boolean } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourPayInvoiceMutationVariables = Exact<{
  input: InvoicePayInput;
}>;


export type TourPayInvoiceMutation = { invoicePay: { invoice: { number: string | null, status: InvoiceStatus, due: { amount: string } } | null, payment: { status: BillingAttemptStatus, amount: { amount: string, currency: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourCouponMutationVariables = Exact<{
  input: CouponCreateInput;
}>;


export type TourCouponMutation = { couponCreate: { coupon: { id: string, name: string, percentOff: number | string | null, duration: CouponDuration } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourPromotionCodeMutationVariables = Exact<{
  input: PromotionCodeCreateInput;
}>;


export type TourPromotionCodeMutation = { promotionCodeCreate: { promotionCode: { id: string, code: string, maxRedemptionsPerUser: number | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourPreviewQueryVariables = Exact<{
  input: SubscriptionPreviewInput;
}>;


export type TourPreviewQuery = { subscriptionPreview: { nextInvoiceAt: string | null, invoiceNow: { lines: Array<{ description: string, explanation: string, amount: { amount: string } }>, discounts: Array<{ name: string, code: string | null, explanation: string, amount: { amount: string } }>, total: { amount: string, currency: string }, due: { amount: string } } | null } | null };

export type TourChangePlanMutationVariables = Exact<{
  input: SubscriptionChangePlanInput;
}>;


export type TourChangePlanMutation = { subscriptionChangePlan: { subscription: { status: SubscriptionStatus, currentPeriodEnd: string, plan: { name: string } } | null, invoice: { status: InvoiceStatus, lines: Array<{ description: string, explanation: string, amount: { amount: string } }>, discounts: Array<{ name: string, code: string | null, explanation: string, amount: { amount: string } }>, total: { amount: string, currency: string }, due: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourPauseMutationVariables = Exact<{
  input: SubscriptionPauseInput;
}>;


export type TourPauseMutation = { subscriptionPause: { subscription: { status: SubscriptionStatus, pausedAt: string | null, resumesAt: string | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourResumeMutationVariables = Exact<{
  input: SubscriptionResumeInput;
}>;


export type TourResumeMutation = { subscriptionResume: { subscription: { status: SubscriptionStatus, currentPeriodEnd: string } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourClockQueryVariables = Exact<{ [key: string]: never; }>;


export type TourClockQuery = { testClock: { now: string, status: TestClockStatus } | null };

export type TourAdvanceClockMutationVariables = Exact<{
  input: TestClockAdvanceInput;
}>;


export type TourAdvanceClockMutation = { testClockAdvance: { testClock: { now: string, status: TestClockStatus } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourInvoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type TourInvoicesQuery = { invoices: { totalCount: number, edges: Array<{ node: { id: string, number: string | null, status: InvoiceStatus, lines: Array<{ description: string, explanation: string, amount: { amount: string } }>, discounts: Array<{ name: string, code: string | null, explanation: string, amount: { amount: string } }>, total: { amount: string, currency: string }, due: { amount: string } } }> } };

export type TourPlaceOrderMutationVariables = Exact<{
  input: OrderPlaceInput;
}>;


export type TourPlaceOrderMutation = { orderPlace: { order: { id: string, number: string, status: OrderStatus, chargeStatus: OrderChargeStatus, total: { amount: string, currency: string }, lines: Array<{ quantity: number, total: { amount: string }, variant: { sku: string } | null }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourMyEventsQueryVariables = Exact<{
  after?: string | null | undefined;
  types?: Array<string> | string | null | undefined;
}>;


export type TourMyEventsQuery = { events: { edges: Array<{ node: { id: string, type: string, cursor: string, sequence: number | string, objectId: string } }> } };

export type TourRecommendationsQueryVariables = Exact<{ [key: string]: never; }>;


export type TourRecommendationsQuery = { recommendations: { edges: Array<{ node: { score: number, reason: RecommendationReason, product: { id: string, name: string } | null } }> } };

export type TourRelatedQueryVariables = Exact<{
  productId: string;
}>;


export type TourRelatedQuery = { relatedProducts: { edges: Array<{ node: { score: number, product: { id: string, name: string } | null } }> } };

export type TourRecordBehaviorMutationVariables = Exact<{
  input: BehaviorRecordInput;
}>;


export type TourRecordBehaviorMutation = { behaviorRecord: { userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TourSubscriptionEventsSubscriptionVariables = Exact<{
  subscriptionId: string;
  after?: string | null | undefined;
}>;


export type TourSubscriptionEventsSubscription = { subscriptionEvents: { id: string, type: string, occurredAt: string, cursor: string, subscription: { status: SubscriptionStatus, currentPeriodEnd: string } | null } };

export type TourOrderEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TourOrderEventsSubscription = { orderEvents: { id: string, type: string, cursor: string, order: { id: string, status: OrderStatus } | null } };

export type TourStockChangesSubscriptionVariables = Exact<{
  variantIds: Array<string> | string;
}>;


export type TourStockChangesSubscription = { stockChanged: { id: string, type: string, cursor: string, data: unknown } };

export type RegisterMutationVariables = Exact<{
  input: UserRegisterInput;
}>;


export type RegisterMutation = { userRegister: { user: { id: string, name: string, email: string | null, role: UserRole } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type SignInMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SignInMutation = { sessionCreate: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { id: string } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type ChangeUserMutationVariables = Exact<{
  input: UserUpdateInput;
}>;


export type ChangeUserMutation = { userUpdate: { user: { id: string, name: string, email: string | null, role: UserRole } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, email: string | null, role: UserRole } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const TourRegisterDocument = new TypedDocumentString(`
    mutation TourRegister($input: UserRegisterInput!) {
  userRegister(input: $input) {
    user {
      id
      name
      email
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourRegisterMutation, TourRegisterMutationVariables>;
export const TourSignInDocument = new TypedDocumentString(`
    mutation TourSignIn($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    accessToken
    expiresAt
    user {
      id
      name
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourSignInMutation, TourSignInMutationVariables>;
export const TourProductsDocument = new TypedDocumentString(`
    query TourProducts($first: Int!, $after: String) {
  products(first: $first, after: $after) {
    edges {
      node {
        id
        name
        variants(first: 3) {
          edges {
            node {
              id
              name
              sku
              price {
                amount
                currency
              }
              available
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TourProductsQuery, TourProductsQueryVariables>;
export const TourVariantDocument = new TypedDocumentString(`
    query TourVariant($id: ID!) {
  productVariant(id: $id) {
    sku
    available
  }
}
    `) as unknown as TypedDocumentString<TourVariantQuery, TourVariantQueryVariables>;
export const TourPlansDocument = new TypedDocumentString(`
    query TourPlans {
  plans(first: 10) {
    edges {
      node {
        id
        name
        price {
          amount
          currency
        }
        interval
        intervalCount
        trialDays
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TourPlansQuery, TourPlansQueryVariables>;
export const TourAttachCardDocument = new TypedDocumentString(`
    mutation TourAttachCard($input: PaymentMethodAttachInput!) {
  paymentMethodAttach(input: $input) {
    paymentMethod {
      id
      label
      isDefault
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourAttachCardMutation, TourAttachCardMutationVariables>;
export const TourSubscribeDocument = new TypedDocumentString(`
    mutation TourSubscribe($input: SubscriptionCreateInput!) {
  subscriptionCreate(input: $input) {
    subscription {
      id
      status
      trialEnd
      currentPeriodEnd
      plan {
        name
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourSubscribeMutation, TourSubscribeMutationVariables>;
export const TourMyPlanDocument = new TypedDocumentString(`
    query TourMyPlan($id: ID!) {
  subscription(id: $id) {
    status
    currentPeriodStart
    currentPeriodEnd
    paymentMethod {
      id
      label
    }
  }
}
    `) as unknown as TypedDocumentString<TourMyPlanQuery, TourMyPlanQueryVariables>;
export const TourSetDefaultCardDocument = new TypedDocumentString(`
    mutation TourSetDefaultCard($input: PaymentMethodSetDefaultInput!) {
  paymentMethodSetDefault(input: $input) {
    paymentMethod {
      id
      label
      isDefault
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourSetDefaultCardMutation, TourSetDefaultCardMutationVariables>;
export const TourPayInvoiceDocument = new TypedDocumentString(`
    mutation TourPayInvoice($input: InvoicePayInput!) {
  invoicePay(input: $input) {
    invoice {
      number
      status
      due {
        amount
      }
    }
    payment {
      status
      amount {
        amount
        currency
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourPayInvoiceMutation, TourPayInvoiceMutationVariables>;
export const TourCouponDocument = new TypedDocumentString(`
    mutation TourCoupon($input: CouponCreateInput!) {
  couponCreate(input: $input) {
    coupon {
      id
      name
      percentOff
      duration
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourCouponMutation, TourCouponMutationVariables>;
export const TourPromotionCodeDocument = new TypedDocumentString(`
    mutation TourPromotionCode($input: PromotionCodeCreateInput!) {
  promotionCodeCreate(input: $input) {
    promotionCode {
      id
      code
      maxRedemptionsPerUser
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourPromotionCodeMutation, TourPromotionCodeMutationVariables>;
export const TourPreviewDocument = new TypedDocumentString(`
    query TourPreview($input: SubscriptionPreviewInput!) {
  subscriptionPreview(input: $input) {
    invoiceNow {
      lines {
        description
        amount {
          amount
        }
        explanation
      }
      discounts {
        name
        code
        amount {
          amount
        }
        explanation
      }
      total {
        amount
        currency
      }
      due {
        amount
      }
    }
    nextInvoiceAt
  }
}
    `) as unknown as TypedDocumentString<TourPreviewQuery, TourPreviewQueryVariables>;
export const TourChangePlanDocument = new TypedDocumentString(`
    mutation TourChangePlan($input: SubscriptionChangePlanInput!) {
  subscriptionChangePlan(input: $input) {
    subscription {
      status
      plan {
        name
      }
      currentPeriodEnd
    }
    invoice {
      status
      lines {
        description
        amount {
          amount
        }
        explanation
      }
      discounts {
        name
        code
        amount {
          amount
        }
        explanation
      }
      total {
        amount
        currency
      }
      due {
        amount
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourChangePlanMutation, TourChangePlanMutationVariables>;
export const TourPauseDocument = new TypedDocumentString(`
    mutation TourPause($input: SubscriptionPauseInput!) {
  subscriptionPause(input: $input) {
    subscription {
      status
      pausedAt
      resumesAt
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourPauseMutation, TourPauseMutationVariables>;
export const TourResumeDocument = new TypedDocumentString(`
    mutation TourResume($input: SubscriptionResumeInput!) {
  subscriptionResume(input: $input) {
    subscription {
      status
      currentPeriodEnd
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourResumeMutation, TourResumeMutationVariables>;
export const TourClockDocument = new TypedDocumentString(`
    query TourClock {
  testClock {
    now
    status
  }
}
    `) as unknown as TypedDocumentString<TourClockQuery, TourClockQueryVariables>;
export const TourAdvanceClockDocument = new TypedDocumentString(`
    mutation TourAdvanceClock($input: TestClockAdvanceInput!) {
  testClockAdvance(input: $input) {
    testClock {
      now
      status
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourAdvanceClockMutation, TourAdvanceClockMutationVariables>;
export const TourInvoicesDocument = new TypedDocumentString(`
    query TourInvoices {
  invoices(first: 10) {
    edges {
      node {
        id
        number
        status
        lines {
          description
          amount {
            amount
          }
          explanation
        }
        discounts {
          name
          code
          amount {
            amount
          }
          explanation
        }
        total {
          amount
          currency
        }
        due {
          amount
        }
      }
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<TourInvoicesQuery, TourInvoicesQueryVariables>;
export const TourPlaceOrderDocument = new TypedDocumentString(`
    mutation TourPlaceOrder($input: OrderPlaceInput!) {
  orderPlace(input: $input) {
    order {
      id
      number
      status
      chargeStatus
      total {
        amount
        currency
      }
      lines {
        quantity
        total {
          amount
        }
        variant {
          sku
        }
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourPlaceOrderMutation, TourPlaceOrderMutationVariables>;
export const TourMyEventsDocument = new TypedDocumentString(`
    query TourMyEvents($after: String, $types: [String!]) {
  events(first: 100, after: $after, types: $types) {
    edges {
      node {
        id
        type
        cursor
        sequence
        objectId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TourMyEventsQuery, TourMyEventsQueryVariables>;
export const TourRecommendationsDocument = new TypedDocumentString(`
    query TourRecommendations {
  recommendations(first: 10) {
    edges {
      node {
        product {
          id
          name
        }
        score
        reason
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TourRecommendationsQuery, TourRecommendationsQueryVariables>;
export const TourRelatedDocument = new TypedDocumentString(`
    query TourRelated($productId: ID!) {
  relatedProducts(productId: $productId, first: 10) {
    edges {
      node {
        product {
          id
          name
        }
        score
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TourRelatedQuery, TourRelatedQueryVariables>;
export const TourRecordBehaviorDocument = new TypedDocumentString(`
    mutation TourRecordBehavior($input: BehaviorRecordInput!) {
  behaviorRecord(input: $input) {
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<TourRecordBehaviorMutation, TourRecordBehaviorMutationVariables>;
export const TourSubscriptionEventsDocument = new TypedDocumentString(`
    subscription TourSubscriptionEvents($subscriptionId: ID!, $after: String) {
  subscriptionEvents(subscriptionId: $subscriptionId, after: $after) {
    id
    type
    occurredAt
    cursor
    subscription {
      status
      currentPeriodEnd
    }
  }
}
    `) as unknown as TypedDocumentString<TourSubscriptionEventsSubscription, TourSubscriptionEventsSubscriptionVariables>;
export const TourOrderEventsDocument = new TypedDocumentString(`
    subscription TourOrderEvents {
  orderEvents {
    id
    type
    cursor
    order {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<TourOrderEventsSubscription, TourOrderEventsSubscriptionVariables>;
export const TourStockChangesDocument = new TypedDocumentString(`
    subscription TourStockChanges($variantIds: [ID!]!) {
  stockChanged(variantIds: $variantIds) {
    id
    type
    cursor
    data
  }
}
    `) as unknown as TypedDocumentString<TourStockChangesSubscription, TourStockChangesSubscriptionVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: UserRegisterInput!) {
  userRegister(input: $input) {
    user {
      id
      name
      email
      role
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    accessToken
    refreshToken
    expiresAt
    user {
      id
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const ChangeUserDocument = new TypedDocumentString(`
    mutation ChangeUser($input: UserUpdateInput!) {
  userUpdate(input: $input) {
    user {
      id
      name
      email
      role
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeUserMutation, ChangeUserMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    email
    role
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;