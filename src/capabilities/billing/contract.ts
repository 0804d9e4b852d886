export { draftInvoice, draftWithLines } from './actions/draft-invoice';
export { finalizeDraft } from './actions/finalize-draft';
export { finalizeInvoice, finalizeWithLines } from './actions/finalize-invoice';
export { voidInvoice } from './actions/void-invoice';
export { markUncollectible } from './actions/mark-uncollectible';
export { billedLineOf, composeInvoice } from './storage/composition.queries';
export { addPendingLine, type AddPendingLine } from './actions/add-pending-line';
export { billPendingLines } from './actions/bill-pending-lines';
export { createCreditNote } from './actions/create-credit-note';
export { returnDeductions } from './actions/return-deductions';
export type { ComposedInvoice, ComposedLine, NewInvoice, NewInvoiceLine, SpendPoints } from './model/new-invoice';
export type { ComposedDeduction } from './model/deductions';
export { InvoiceDeduction, InvoiceDeductionKind } from './model/invoice-deduction.entity';
export type { PendingLine } from './model/pending-line.entity';
export { InvoiceLine } from './model/invoice-line.entity';
export { InvoiceDiscount } from './model/invoice-discount.entity';
export type { Region } from './model/taxes';
export { DEFAULT_TAX_CATEGORY, normaliseTaxCategory, taxOfColumns, type AppliedTax } from './model/applied-tax';

export { beginCharge, type BeginCharge, type BegunCharge } from './actions/begin-charge';
export { sendCharge, type SendCharge } from './actions/send-charge';
export { beginAuthorization, type BeginAuthorization } from './actions/begin-authorization';
export { beginCapture, type BeginCapture, type BegunCapture } from './actions/begin-capture';
export { beginVoid } from './actions/begin-void';
export { releaseAuthorizations } from './actions/release-authorizations';
export { sendVoid } from './actions/send-void';
export { settleVoid, type SettledVoid, type SettleVoid } from './actions/settle-void';
export { endApproval } from './actions/end-approval';
export { settleCharge, type SettleCharge } from './actions/settle-charge';
export { payInvoice, type PayInvoice } from './actions/pay-invoice';
export { assertMandateAllows, type RecurringCharge, type RecurringTerms } from './model/mandate';
export { paymentRefusals } from './model/payment-refusals';
export { givenBackMinor, givenBackOf } from './storage/uncredited.queries';
export { hasOpenDispute } from './storage/disputes.queries';
export { hasUnsettledCharge, wasCharged } from './storage/payments.queries';
export type { ChargeOutcome } from './gateways/gateway';

export { beginRefund, type BeginRefund } from './actions/begin-refund';
export { refundCharges, type RefundCharges } from './actions/refund-charges';
export { refundPayment, type RefundPayment } from './actions/refund-payment';
export { sendRefund } from './actions/send-refund';
export { settleRefund, type SettledRefund, type SettleRefund } from './actions/settle-refund';

export { recordExternalPayment } from './actions/record-external-payment';
export { importPaidInvoices, type ImportedInvoice } from './actions/import-paid-invoices';
export { importExternalRefunds, type ImportedRefund } from './actions/import-external-refunds';
export { recordExternalRefund } from './actions/record-external-refund';

export { findDefaultPaymentMethod, getPaymentMethod } from './storage/payment-methods.queries';
export { invoiceById, paymentById, paymentMethodById, paymentsByInvoice } from './storage/billing.loaders';
export { Invoice } from './model/invoice.entity';
export { InvoiceStatus, isOwed } from './model/invoice-status';
export { Payment } from './model/payment.entity';
export { PaymentTransactionKind } from './model/payment-kind';
export { BillingAttemptStatus, isUnsettled } from './model/payment-status';
export { PaymentMethod, PaymentMethodKind } from './model/payment-method.entity';

export { receiveNotification } from './actions/receive-notification';
export { NotificationRejected } from './gateways/gateway';
export { sandboxGateway } from './gateways/sandbox';
export { GATEWAY_NOTIFICATIONS_PATH, notifiedAt, paymentGatewayPort } from './model/payment-gateway';

export { redeemCoupon } from './actions/redeem-coupon';
export { endDiscount } from './actions/end-discount';
export { activeCoupons, couponsToGive, lockDiscount, previewDiscount, type CouponName } from './storage/coupons.queries';
export { couponById, discountById } from './storage/coupons.loaders';
export { CouponDuration } from './model/coupon-duration';
export { OfferedDiscount } from './model/offered-discount';
export { Discount } from './model/discount.entity';
