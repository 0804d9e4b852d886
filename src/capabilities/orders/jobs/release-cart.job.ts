import { defineJob } from '../../../platform/jobs/job';
import { releaseOverdueCart } from '../actions/release-cart';
import { releaseCartKind } from '../storage/cart-jobs';

/** 15 minutes after its checkout began, the goods of a cart that was not ordered can be had by others. */
export const releaseCartJob = defineJob<{ cartId: string }>({
  ...releaseCartKind,
  run: (desk, { cartId }) => desk.transact((work) => releaseOverdueCart(work, { cartId })),
});
