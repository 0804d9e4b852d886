import { defineJob } from '../../../platform/jobs/job';
import { chargeCycle } from '../actions/charge-cycle';
import { chargeRest } from '../actions/charge-rest';
import { chargeRestKind } from '../storage/job-kinds';

/** Charges once what a subscription was billed for apart from its periods; what is declined stays owed. */
export const chargeRestJob = defineJob({
  ...chargeRestKind,
  run: async (desk, payload: { subscriptionId: string; invoiceId: string }) => {
    const attempt = await desk.transact((work) => chargeRest(work, payload));
    if (attempt) await chargeCycle(desk, attempt);
  },
});
