import { defineJob } from '../../../platform/jobs/job';
import { sendVoid } from '../actions/send-void';
import { settleVoid } from '../actions/settle-void';
import { isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { sendBegunVoid } from '../storage/questions';

/** Sends a void that was begun where nobody waits for its end: of money that was reserved for what was called off. */
export const sendBegunVoidJob = defineJob<{ voidId: string }>({
  ...sendBegunVoid,
  run: async (desk, { voidId }) => {
    const release = await desk.view.find(Payment, voidId);
    if (!release || !isUnsettled(release)) return;
    const outcome = await sendVoid(desk, { voidId });
    await desk.transact((work) => settleVoid(work, { voidId, outcome }));
  },
});
