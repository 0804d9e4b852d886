import { OrderChargeStatus } from './order-status';

/** Whole minor units of the order's currency. */
export interface ChargeFacts {
  readonly totalMinor: bigint;
  readonly paidMinor: bigint;
  readonly refundedMinor: bigint;
  /** True while a charge is neither known to have succeeded nor to have failed. */
  readonly isUnderWay: boolean;
}

/** Rule: what was paid less what was given back, against the total. An order that costs nothing is paid. */
export function chargeStatusOf({ totalMinor, paidMinor, refundedMinor, isUnderWay }: ChargeFacts): OrderChargeStatus {
  const keptMinor = paidMinor - refundedMinor;
  if (refundedMinor > 0n && keptMinor <= 0n) return OrderChargeStatus.REFUNDED;
  if (keptMinor > totalMinor) return OrderChargeStatus.OVERCHARGED;
  if (keptMinor === totalMinor) return OrderChargeStatus.FULL;
  if (isUnderWay) return OrderChargeStatus.PENDING;
  return keptMinor > 0n ? OrderChargeStatus.PARTIAL : OrderChargeStatus.NONE;
}
