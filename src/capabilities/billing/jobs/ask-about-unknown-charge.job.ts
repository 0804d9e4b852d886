import { defineJob } from '../../../platform/jobs/job';
import { askAboutCharge } from '../actions/ask-about-charge';
import { planNextQuestion } from '../actions/plan-next-question';
import { settleCharge } from '../actions/settle-charge';
import { isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { askAboutUnknownCharge, type Question } from '../storage/questions';

/**
 * Finds out what became of a charge that was begun and not settled: its answer was lost, we died in between, the money is on its
 * way, or the customer has not approved yet.
 */
export const askAboutUnknownChargeJob = defineJob<Question>({
  ...askAboutUnknownCharge,
  run: async (desk, { paymentId, question }) => {
    const payment = await desk.view.find(Payment, paymentId);
    if (!payment || !isUnsettled(payment)) return;
    const outcome = await askAboutCharge(desk, { attemptId: paymentId });
    await desk.transact(async (work) => {
      await settleCharge(work, { attemptId: paymentId, outcome });
      await planNextQuestion(work, { paymentId, question, askedAs: payment.status });
    });
  },
});
