import { defineJob } from '../../../platform/jobs/job';
import { expireCart } from '../actions/expire-cart';
import { expireCartKind } from '../storage/cart-jobs';

/** 30 days after somebody last touched it, a cart is closed. */
export const expireCartJob = defineJob<{ cartId: string }>({
  ...expireCartKind,
  run: (desk, { cartId }) => desk.transact((work) => expireCart(work, { cartId })),
});
