import { defineJob } from '../../../platform/jobs/job';
import { spreadNoticePolicy } from '../actions/spread-notice-policy';
import { spreadNoticePolicyKind } from '../storage/job-kinds';

/** Brings a changed notice policy to the subscriptions that run. */
export const spreadNoticePolicyJob = defineJob({
  ...spreadNoticePolicyKind,
  run: async (desk, payload: { after: string }) => desk.transact((work) => spreadNoticePolicy(work, payload)),
});
