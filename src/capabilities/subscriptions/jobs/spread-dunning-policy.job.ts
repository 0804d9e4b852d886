import { defineJob } from '../../../platform/jobs/job';
import { spreadDunningPolicy } from '../actions/spread-dunning-policy';
import { spreadDunningPolicyKind } from '../storage/job-kinds';

/** Looks at the access of what is overdue when the days of it have changed. */
export const spreadDunningPolicyJob = defineJob({
  ...spreadDunningPolicyKind,
  run: async (desk, payload: { planId: string | null; after: string }) => desk.transact((work) => spreadDunningPolicy(work, payload)),
});
