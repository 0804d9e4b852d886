import { defineCrowdJob } from '../../../platform/jobs/job';
import { refreshAccess } from '../actions/refresh-access';
import { refreshAccessKind } from '../storage/job-kinds';

/** Looks at a subscription's access when it should end by itself, or came back. */
export const refreshAccessJob = defineCrowdJob({
  ...refreshAccessKind,
  runTogether: (desk, payloads: readonly { subscriptionId: string }[]) => desk.transactTogether(payloads, refreshAccess),
});
