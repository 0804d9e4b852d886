import { defineJob } from '../../../platform/jobs/job';
import { planNextQuestion } from '../actions/plan-next-question';
import { sendVoid } from '../actions/send-void';
import { settleVoid } from '../actions/settle-void';
import { isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { sendUnsettledVoid, type Question } from '../storage/questions';

/** Sends a void again, with its key, that was begun and not settled: its answer was lost, or we died in between. */
export const sendUnsettledVoidJob = defineJob<Question>({
  ...sendUnsettledVoid,
  run: async (desk, { paymentId, question }) => {
    const release = await desk.view.find(Payment, paymentId);
    if (!release || !isUnsettled(release)) return;
    const outcome = await sendVoid(desk, { voidId: paymentId });
    await desk.transact(async (work) => {
      await settleVoid(work, { voidId: paymentId, outcome });
      await planNextQuestion(work, { paymentId, question, askedAs: release.status });
    });
  },
});
