import { declareRefusals } from '../../../kernel/refusal';
import '../gateways/refusals';

declareRefusals({
  INVOICE_NOT_OPEN: 'The invoice is not open: a draft, paid already, or withdrawn.',
  PAYMENT_IN_PROGRESS: 'A charge of this invoice is under way and its outcome is not known yet; nothing is charged twice.',
  PAYMENT_METHOD_REQUIRED: 'No payment method is named and there is no default one; attach one first.',
  MANDATE_NOT_APPLICABLE: 'The mandate does not allow a subscription on these terms: its days, its interval or its amount; use another payment method.',
  PAYMENT_DECLINED: 'The payment was declined; Payment.failureCode says why. It is recorded, and another method may be tried.',
  PAYMENT_REQUIRES_ACTION: 'The customer must approve the payment at Payment.actionUrl; it goes on by itself then.',
  PAYMENT_GATEWAY_UNAVAILABLE: 'The payment network does not answer. Nothing was done; try again.',
  CREDIT_BALANCE_INSUFFICIENT: 'The user has less credit than that.',
  COUPON_EXPIRED: 'The coupon, or its code, can no longer be redeemed: its time is over, or it was withdrawn.',
  COUPON_EXHAUSTED: 'The coupon, or its code, was redeemed as often as it can be.',
  COUPON_ALREADY_REDEEMED: 'This user has redeemed the coupon, or its code, as often as one user can.',
  COUPON_NOT_APPLICABLE: 'The coupon is not for this: another plan or currency, too small an amount, or only for new customers; the message says why.',
  POINTS_INSUFFICIENT: 'The user has fewer points than that.',
  POINTS_NOT_ACCEPTED: 'Points are worth nothing here: the shop has no points program, or none in this currency.',
  GIFT_CARD_BALANCE_INSUFFICIENT: 'There is less on the gift cards than that.',
  GIFT_CARD_NOT_REDEEMABLE: 'The code is of no gift card that can be redeemed: unknown, mistyped, redeemed, expired or disabled.',
  VOID_FAILED: 'The payment network did not let the reserved money go; the failed void is recorded.',
  REFUND_FAILED: 'The payment network did not give the money back; the failed refund is recorded.',
});
