import { defineCapability } from '../../platform/capability';
import { billingEvents } from './events';
import { CouponResolver, PromotionCodeResolver } from './graphql/coupon.resolver';
import { AuthorizationResolver } from './graphql/authorization.resolver';
import { CreditBalanceResolver } from './graphql/credit-balance.resolver';
import { CreditNoteResolver, InvoiceCreditNoteFields } from './graphql/credit-note.resolver';
import { PaymentDisputeFields, PaymentDisputesFields } from './graphql/dispute.fields';
import { InvoiceDiscountFields } from './graphql/invoice-discount.fields';
import { GiftCardCodeField, GiftCardResolver } from './graphql/gift-card.resolver';
import { InvoiceGivingUpResolver } from './graphql/invoice-giving-up.resolver';
import { InvoiceResolver } from './graphql/invoice.resolver';
import { PaymentMethodResolver } from './graphql/payment-method.resolver';
import { PaymentResolver } from './graphql/payment.resolver';
import { TaxRateResolver } from './graphql/tax-rate.resolver';
import { PointsBalanceFields, PointsEntryResolver, PointsProgramResolver, UserPointsFields } from './graphql/points.resolver';
import { UserBillingFields } from './graphql/user-billing.fields';
import { askAboutLostChargeJob } from './jobs/ask-about-lost-charge.job';
import { askAboutUnknownChargeJob } from './jobs/ask-about-unknown-charge.job';
import { expireGiftCardJob } from './jobs/expire-gift-card.job';
import { expireLotJob } from './jobs/expire-lot.job';
import { sendBegunRefundJob } from './jobs/send-begun-refund.job';
import { sendBegunVoidJob } from './jobs/send-begun-void.job';
import { sendUnsettledRefundJob } from './jobs/send-unsettled-refund.job';
import { CreditNoteCounter } from './model/credit-note-counter.entity';
import { CreditNoteLine } from './model/credit-note-line.entity';
import { CreditNote } from './model/credit-note.entity';
import { Coupon } from './model/coupon.entity';
import { Discount } from './model/discount.entity';
import { sealedCodes } from './model/gift-card-code';
import { GiftCard } from './model/gift-card.entity';
import { sendUnsettledVoidJob } from './jobs/send-unsettled-void.job';
import { InvoiceCounter } from './model/invoice-counter.entity';
import { InvoiceDeduction } from './model/invoice-deduction.entity';
import { InvoiceDiscount } from './model/invoice-discount.entity';
import { InvoiceLine } from './model/invoice-line.entity';
import { Invoice } from './model/invoice.entity';
import { LedgerAccount } from './model/ledger-account.entity';
import { LedgerEntry } from './model/ledger-entry.entity';
import { LedgerLot } from './model/ledger-lot.entity';
import { LotUse } from './model/lot-use.entity';
import { PaymentDispute } from './model/payment-dispute.entity';
import { PaymentMethod } from './model/payment-method.entity';
import { sealedTokens } from './model/payment-method-token';
import { Payment } from './model/payment.entity';
import { PendingLine } from './model/pending-line.entity';
import { PromotionCode } from './model/promotion-code.entity';
import './model/refusals';
import { TaxRate } from './model/tax-rate.entity';
import { billingInvariants } from './storage/billing.invariants';
import { creditBalanceEntryById, disputeById, giftCardById, invoiceById, paymentById, paymentMethodById } from './storage/billing.loaders';
import { creditNoteInvariants } from './storage/credit-notes.invariants';
import { creditNoteById } from './storage/credit-notes.loaders';
import { couponInvariants } from './storage/coupons.invariants';
import { couponById, promotionCodeById, taxRateById } from './storage/coupons.loaders';
import { PointsProgram } from './model/points-program.entity';
import { keepPointsWhenMoneyMoves } from './reactions/keep-points-when-money-moves';
import { givenBackInvariants } from './storage/given-back.invariants';
import { ledgerInvariants } from './storage/ledger.invariants';
import { pointsProgramById } from './storage/points.loaders';
import { READ_ALL_BILLING } from './storage/visible';

/** For the command line: a program of its own, beside the server. */
export { serveSandboxGateway, type SandboxServer } from './gateways/sandbox-server';

export const billing = defineCapability({
  name: 'billing',
  entities: [
    Invoice,
    InvoiceLine,
    InvoiceDeduction,
    InvoiceCounter,
    PendingLine,
    LedgerAccount,
    LedgerEntry,
    LedgerLot,
    LotUse,
    GiftCard,
    PointsProgram,
    CreditNote,
    CreditNoteLine,
    CreditNoteCounter,
    Payment,
    PaymentDispute,
    PaymentMethod,
    Coupon,
    PromotionCode,
    Discount,
    InvoiceDiscount,
    TaxRate,
  ],
  resolvers: [
    InvoiceResolver,
    InvoiceGivingUpResolver,
    PaymentResolver,
    AuthorizationResolver,
    PaymentDisputeFields,
    PaymentDisputesFields,
    PaymentMethodResolver,
    CreditBalanceResolver,
    GiftCardResolver,
    GiftCardCodeField,
    PointsProgramResolver,
    PointsEntryResolver,
    PointsBalanceFields,
    UserPointsFields,
    CreditNoteResolver,
    InvoiceCreditNoteFields,
    UserBillingFields,
    InvoiceDiscountFields,
    CouponResolver,
    PromotionCodeResolver,
    TaxRateResolver,
  ],
  nodes: [
    { prefix: 'inv', typeName: 'Invoice', loader: invoiceById, permission: 'billing.readOwn' },
    { prefix: 'pay', typeName: 'Payment', loader: paymentById, permission: 'billing.readOwn' },
    { prefix: 'dsp', typeName: 'PaymentDispute', loader: disputeById, permission: 'billing.readOwn' },
    { prefix: 'pm', typeName: 'PaymentMethod', loader: paymentMethodById, permission: 'billing.readOwn' },
    { prefix: 'len', typeName: 'CreditBalanceEntry', loader: creditBalanceEntryById, permission: 'billing.readOwn' },
    { prefix: 'coup', typeName: 'Coupon', loader: couponById, permission: 'billing.manageCoupons' },
    { prefix: 'promo', typeName: 'PromotionCode', loader: promotionCodeById, permission: 'billing.manageCoupons' },
    { prefix: 'txr', typeName: 'TaxRate', loader: taxRateById, permission: 'billing.manageTaxes' },
    { prefix: 'ptp', typeName: 'PointsProgram', loader: pointsProgramById, permission: 'billing.readOwn' },
    { prefix: 'cn', typeName: 'CreditNote', loader: creditNoteById, permission: 'billing.readOwn' },
    { prefix: 'gc', typeName: 'GiftCard', loader: giftCardById, permission: 'billing.readOwn' },
  ],
  permissions: {
    'billing.readOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read your own invoices, payments, payment methods and credit balance.' },
    'billing.payOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Attach payment methods and pay your own invoices.' },
    [READ_ALL_BILLING]: { roles: ['STAFF', 'ADMIN'], description: 'Read every invoice, payment, payment method and credit balance, and pay for a user.' },
    'billing.refund': { roles: ['STAFF', 'ADMIN'], description: 'Give money back, and decide about payments whose outcome stays unknown.' },
    'billing.createCreditNotes': { roles: ['STAFF', 'ADMIN'], description: 'Give back a part or the whole of an invoice.' },
    'billing.managePoints': { roles: ['STAFF', 'ADMIN'], description: 'Say by what rule users earn points and spend them.' },
    'billing.adjustPoints': { roles: ['STAFF', 'ADMIN'], description: 'Give points to a user, or take them.' },
    'billing.manageGiftCards': { roles: ['STAFF', 'ADMIN'], description: 'Make gift cards, and make them worthless.' },
    'billing.capture': { roles: ['STAFF', 'ADMIN'], description: 'Take reserved money, or let it go.' },
    'billing.giveUpInvoices': { roles: ['STAFF', 'ADMIN'], description: 'Withdraw an invoice, or mark it as one that nobody expects to be paid.' },
    'billing.adjustBalance': { roles: ['STAFF', 'ADMIN'], description: 'Give credit to a user, or take it.' },
    'billing.manageCoupons': { roles: ['STAFF', 'ADMIN'], description: 'Read, create and change coupons and promotion codes, and give a coupon by its id.' },
    'billing.manageTaxes': { roles: ['STAFF', 'ADMIN'], description: 'Read, create and change tax rates.' },
  },
  events: billingEvents,
  reactions: [keepPointsWhenMoneyMoves],
  jobs: [
    askAboutLostChargeJob,
    askAboutUnknownChargeJob,
    expireGiftCardJob,
    expireLotJob,
    sendBegunRefundJob,
    sendBegunVoidJob,
    sendUnsettledRefundJob,
    sendUnsettledVoidJob,
  ],
  sealed: [sealedTokens, sealedCodes],
  invariants: [...billingInvariants, ...ledgerInvariants, ...couponInvariants, ...creditNoteInvariants, ...givenBackInvariants],
});
