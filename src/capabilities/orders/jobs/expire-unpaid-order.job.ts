import { defineJob } from '../../../platform/jobs/job';
import { expireOrder } from '../actions/expire-order';
import { expireUnpaidOrder } from '../storage/expiry';

/** 30 minutes after it was placed, an order that nobody paid gives its stock back. */
export const expireUnpaidOrderJob = defineJob<{ orderId: string }>({
  ...expireUnpaidOrder,
  run: (desk, { orderId }) => desk.transact((work) => expireOrder(work, { orderId })),
});
