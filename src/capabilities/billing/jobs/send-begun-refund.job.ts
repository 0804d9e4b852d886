import { defineJob } from '../../../platform/jobs/job';
import { sendRefund } from '../actions/send-refund';
import { settleRefund } from '../actions/settle-refund';
import { isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { sendBegunRefund } from '../storage/questions';

/** Sends a refund that was begun where nobody waits for its end: money that arrived for an invoice that is not owed any more. */
export const sendBegunRefundJob = defineJob<{ refundId: string }>({
  ...sendBegunRefund,
  run: async (desk, { refundId }) => {
    const refund = await desk.view.find(Payment, refundId);
    if (!refund || !isUnsettled(refund)) return;
    const outcome = await sendRefund(desk, { refundId });
    await desk.transact((work) => settleRefund(work, { refundId, outcome }));
  },
});
