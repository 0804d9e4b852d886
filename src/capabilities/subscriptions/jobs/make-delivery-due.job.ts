import { defineJob } from '../../../platform/jobs/job';
import { makePlannedDeliveryDue } from '../actions/make-delivery-due';
import { makeDeliveryDueKind } from '../storage/job-kinds';

/** Orders a later delivery of a paid period when it is due. */
export const makeDeliveryDueJob = defineJob({
  ...makeDeliveryDueKind,
  run: async (desk, { deliveryId }: { deliveryId: string }) => desk.transact((work) => makePlannedDeliveryDue(work, { deliveryId })),
});
