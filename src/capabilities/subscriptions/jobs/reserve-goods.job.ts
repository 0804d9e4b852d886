import { defineJob } from '../../../platform/jobs/job';
import { reserveGoods } from '../actions/reserve-goods';
import { reserveGoodsKind } from '../storage/job-kinds';

/** Holds the goods of a coming renewal back. */
export const reserveGoodsJob = defineJob({
  ...reserveGoodsKind,
  run: async (desk, { cycleId }: { cycleId: string }) => desk.transact((work) => reserveGoods(work, { cycleId })),
});
