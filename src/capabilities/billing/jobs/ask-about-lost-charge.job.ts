import { defineJob } from '../../../platform/jobs/job';
import { askAboutCharge } from '../actions/ask-about-charge';
import { settleCharge } from '../actions/settle-charge';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { askAboutLostCharge } from '../storage/questions';

/** Finds out what became of a charge that whoever began it never settled: the process died. */
export const askAboutLostChargeJob = defineJob<{ paymentId: string }>({
  ...askAboutLostCharge,
  run: async (desk, { paymentId }) => {
    const payment = await desk.view.find(Payment, paymentId);
    if (payment?.status !== BillingAttemptStatus.PROCESSING) return;
    const outcome = await askAboutCharge(desk, { attemptId: paymentId });
    await desk.transact((work) => settleCharge(work, { attemptId: paymentId, outcome }));
  },
});
