import type { View } from '../../../platform/database/view';
import { PaymentDisputeStatus } from '../model/dispute-status';
import { PaymentDispute } from '../model/payment-dispute.entity';
import { Payment } from '../model/payment.entity';

/** True while a bank has taken money of the invoice back and has not decided yet: it may come again. */
export async function hasOpenDispute(view: View, invoiceId: string): Promise<boolean> {
  const payments = await view.from(Payment).where({ invoiceId }).all();
  const dispute = await view.from(PaymentDispute).where({ paymentId: payments.map(({ id }) => id), status: PaymentDisputeStatus.OPEN }).one();
  return dispute !== null;
}
