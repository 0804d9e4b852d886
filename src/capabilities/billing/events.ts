import { defineEvent } from '../../platform/events/define-event';
import type { InvoiceStatus } from './model/invoice-status';

type InvoiceData = {
  invoiceId: string;
  userId: string | null;
  /** Null for a draft that was withdrawn. */
  number: string | null;
  status: InvoiceStatus;
  totalMinor: bigint;
  dueMinor: bigint;
  paidMinor: bigint;
  currency: string;
  /** What the invoice is for, in the words of whoever made it. */
  purposeKind: string;
  purposeId: string;
};

type PaymentData = {
  paymentId: string;
  userId: string | null;
  invoiceId: string;
  /** The invoice's state after the change: a success for one that is VOID, or that was PAID before, is given back by billing. */
  invoiceStatus: InvoiceStatus;
  amountMinor: bigint;
  currency: string;
  /** Of a charge; null for other kinds. */
  attemptNumber: number | null;
  /** When the money moved, or it was known that it will not; null as long as that is open. Since version 2. */
  settledAt: Date | null;
  purposeKind: string;
  purposeId: string;
};

type FailureData = { failureCode: string | null; isHardFailure: boolean };

const ofInvoice = { object: 'invoiceId', user: 'userId' } as const;
const ofPayment = { object: 'paymentId', user: 'userId', version: 2 } as const;

export const invoiceFinalized = defineEvent<InvoiceData>({
  type: 'invoice.finalized',
  ...ofInvoice,
  description: 'An invoice was issued and got its number.',
});

export const invoicePaid = defineEvent<InvoiceData>({
  type: 'invoice.paid',
  ...ofInvoice,
  description: 'An invoice was paid in full, or is over zero.',
});

export const invoicePaymentFailed = defineEvent<InvoiceData & FailureData & { paymentId: string; attemptNumber: number | null }>({
  type: 'invoice.payment_failed',
  ...ofInvoice,
  description: 'A charge of an invoice that is still owed failed.',
});

export const invoiceVoided = defineEvent<InvoiceData>({
  type: 'invoice.voided',
  ...ofInvoice,
  description: 'An invoice was withdrawn.',
});

export const invoiceMarkedUncollectible = defineEvent<InvoiceData>({
  type: 'invoice.marked_uncollectible',
  ...ofInvoice,
  description: 'An invoice is still owed, but nobody expects it to be paid.',
});

export const paymentSucceeded = defineEvent<PaymentData>({
  type: 'payment.succeeded',
  ...ofPayment,
  description: 'Money was received for an invoice.',
});

export const paymentFailed = defineEvent<PaymentData & FailureData>({
  type: 'payment.failed',
  ...ofPayment,
  description: 'A charge failed; no money has moved.',
});

export const paymentActionRequired = defineEvent<PaymentData>({
  type: 'payment.action_required',
  ...ofPayment,
  description: 'The customer must approve a charge.',
});

export const paymentAuthorized = defineEvent<PaymentData>({
  type: 'payment.authorized',
  ...ofPayment,
  description: 'Money was reserved for an invoice; none was taken.',
});

export const paymentAuthorizationFailed = defineEvent<PaymentData & FailureData>({
  type: 'payment.authorization_failed',
  ...ofPayment,
  description: 'No money was reserved for an invoice.',
});

export const paymentVoided = defineEvent<PaymentData>({
  type: 'payment.voided',
  ...ofPayment,
  description: 'Reserved money was let go: `amountMinor` of it.',
});

export const paymentRefunded = defineEvent<PaymentData & { refundId: string; refundedMinor: bigint }>({
  type: 'payment.refunded',
  ...ofPayment,
  description: 'Money of a payment was given back: `amountMinor` now, `refundedMinor` in all.',
});

export const paymentRefundFailed = defineEvent<PaymentData & { refundId: string; failureCode: string | null }>({
  type: 'payment.refund_failed',
  ...ofPayment,
  description: 'The payment network did not give the money of a payment back; a person must look.',
});

type DisputeData = PaymentData & { disputeId: string; reason: string };

export const paymentDisputed = defineEvent<DisputeData>({
  type: 'payment.disputed',
  ...ofPayment,
  description: 'The customer\'s bank questions a charge over `amountMinor`, and has taken that back until it decides, as far as it was not refunded.',
});

export const paymentDisputeWon = defineEvent<DisputeData>({
  type: 'payment.dispute_won',
  ...ofPayment,
  description: 'The bank decided for the shop, and gave the money again.',
});

export const paymentDisputeLost = defineEvent<DisputeData>({
  type: 'payment.dispute_lost',
  ...ofPayment,
  description: 'The bank decided for the customer; the money is gone.',
});

export const paymentUnresolved = defineEvent<PaymentData>({
  type: 'payment.unresolved',
  ...ofPayment,
  description: 'The last question about the outcome of a charge or refund had no answer either; a person must decide.',
});

export const creditBalanceChanged = defineEvent<{
  accountId: string;
  userId: string;
  /** Negative for what was taken. */
  amountMinor: bigint;
  /** What she has now. */
  balanceMinor: bigint;
  currency: string;
  /** INVOICE, INVOICE_REVERSAL or ADJUSTMENT, and the id of the invoice or of the adjustment. */
  causeKind: string;
  causeId: string;
}>({
  type: 'credit_balance.changed',
  object: 'accountId',
  user: 'userId',
  description: 'Credit was put on a user\'s balance, or taken from it.',
});

type MethodData = { paymentMethodId: string; userId: string };

const ofMethod = { object: 'paymentMethodId', user: 'userId' } as const;

export const paymentMethodDefaultChanged = defineEvent<MethodData>({
  type: 'payment_method.default_changed',
  ...ofMethod,
  description: 'A payment method became what its user is charged to when none is named.',
});

export const paymentMethodDetached = defineEvent<MethodData>({
  type: 'payment_method.detached',
  ...ofMethod,
  description: 'A user removed a payment method.',
});

export const couponRedeemed = defineEvent<{
  couponId: string;
  /** Null when it was redeemed by a code of its own, or by staff. */
  promotionCodeId: string | null;
  discountId: string;
  userId: string;
  /** What it was redeemed for, for example a subscription. */
  scopeId: string;
}>({
  type: 'coupon.redeemed',
  object: 'discountId',
  user: 'userId',
  description: 'A user redeemed a coupon.',
});

type GiftCardData = {
  giftCardId: string;
  /** Who redeemed it; null while nobody has. */
  userId: string | null;
  amountMinor: bigint;
  currency: string;
};

const ofGiftCard = { object: 'giftCardId', user: 'userId' } as const;

export const giftCardIssued = defineEvent<GiftCardData>({
  type: 'gift_card.issued',
  ...ofGiftCard,
  description: 'A gift card was made over `amountMinor`.',
});

export const giftCardRedeemed = defineEvent<GiftCardData>({
  type: 'gift_card.redeemed',
  ...ofGiftCard,
  description: 'A user redeemed a gift card: her invoices use its `amountMinor`.',
});

export const giftCardExpired = defineEvent<GiftCardData>({
  type: 'gift_card.expired',
  ...ofGiftCard,
  description: 'What was left on a gift card, `amountMinor`, lapsed.',
});

export const giftCardDisabled = defineEvent<GiftCardData>({
  type: 'gift_card.disabled',
  ...ofGiftCard,
  description: 'The shop\'s people made a gift card worthless: `amountMinor` were left on it.',
});

type PointsData = {
  accountId: string;
  userId: string;
  /** Negative for what went. */
  points: bigint;
  /** What she has now; below zero when more was taken back than she had. */
  balance: bigint;
  /** The invoice, the refund, the adjustment or the lot. */
  causeId: string;
};

const ofPoints = { object: 'accountId', user: 'userId' } as const;

export const pointsEarned = defineEvent<PointsData>({ type: 'points.earned', ...ofPoints, description: 'An invoice that was paid in money earned its user points.' });
export const pointsRedeemed = defineEvent<PointsData>({ type: 'points.redeemed', ...ofPoints, description: 'An invoice was paid with points.' });
export const pointsReturned = defineEvent<PointsData>({ type: 'points.returned', ...ofPoints, description: 'Points that an invoice had taken came back.' });
export const pointsExpired = defineEvent<PointsData>({ type: 'points.expired', ...ofPoints, description: 'Nobody used points in time.' });
export const pointsClawedBack = defineEvent<PointsData>({ type: 'points.clawed_back', ...ofPoints, description: 'The money that had earned points was given back.' });
export const pointsAdjusted = defineEvent<PointsData>({ type: 'points.adjusted', ...ofPoints, description: 'The shop\'s people gave points, or took them.' });

export const creditNoteIssued = defineEvent<{
  creditNoteId: string;
  invoiceId: string;
  userId: string | null;
  number: string;
  /** INVOICE, CREDIT_BALANCE or REFUND. */
  settlement: string;
  totalMinor: bigint;
  currency: string;
}>({ type: 'credit_note.issued', object: 'creditNoteId', user: 'userId', description: 'A part or the whole of an invoice was given back.' });

export const billingEvents = [
  creditNoteIssued,
  couponRedeemed,
  creditBalanceChanged,
  pointsEarned,
  pointsRedeemed,
  pointsReturned,
  pointsExpired,
  pointsClawedBack,
  pointsAdjusted,
  giftCardIssued,
  giftCardRedeemed,
  giftCardExpired,
  giftCardDisabled,
  invoiceFinalized,
  invoicePaid,
  invoicePaymentFailed,
  invoiceVoided,
  invoiceMarkedUncollectible,
  paymentSucceeded,
  paymentFailed,
  paymentActionRequired,
  paymentAuthorized,
  paymentAuthorizationFailed,
  paymentVoided,
  paymentRefunded,
  paymentRefundFailed,
  paymentDisputed,
  paymentDisputeWon,
  paymentDisputeLost,
  paymentUnresolved,
  paymentMethodDefaultChanged,
  paymentMethodDetached,
] as const;
