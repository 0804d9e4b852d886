import { defineJob } from '../../../platform/jobs/job';
import { refreshAccess } from '../actions/refresh-access';
import { refreshAccessKind } from '../storage/job-kinds';

/** Looks at a subscription's access when it should end by itself, or came back. */
export const refreshAccessJob = defineJob({
  ...refreshAccessKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => desk.transact((work) => refreshAccess(work, { subscriptionId })),
});
