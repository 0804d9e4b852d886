import { defineJob } from '../../../platform/jobs/job';
import { planNextQuestion } from '../actions/plan-next-question';
import { sendRefund } from '../actions/send-refund';
import { settleRefund } from '../actions/settle-refund';
import { isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { sendUnsettledRefund, type Question } from '../storage/questions';

/** Sends a refund that nobody waits for, and sends one again, with its key, whose outcome is not known. */
export const sendUnsettledRefundJob = defineJob<Question>({
  ...sendUnsettledRefund,
  run: async (desk, { paymentId, question }) => {
    const refund = await desk.view.find(Payment, paymentId);
    if (!refund || !isUnsettled(refund)) return;
    const outcome = await sendRefund(desk, { refundId: paymentId });
    await desk.transact(async (work) => {
      await settleRefund(work, { refundId: paymentId, outcome });
      await planNextQuestion(work, { paymentId, question, askedAs: refund.status });
    });
  },
});
