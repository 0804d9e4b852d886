import { OrderChargeStatus } from './order-status';

/** Whole minor units, as the order's invoice tells them. */
export interface ChargeFacts {
  /** What is to be paid in money: the total less deductions. */
  readonly dueMinor: bigint;
  /** What was received, less what was given back. */
  readonly paidMinor: bigint;
  readonly refundedMinor: bigint;
  /** True while a charge is neither known to have succeeded nor to have failed. */
  readonly isUnderWay: boolean;
}

/** Rule: what was received and kept, against what is due. An order over nothing is paid. */
export function chargeStatusOf({ dueMinor, paidMinor, refundedMinor, isUnderWay }: ChargeFacts): OrderChargeStatus {
  if (refundedMinor > 0n && paidMinor <= 0n) return OrderChargeStatus.REFUNDED;
  if (paidMinor > dueMinor) return OrderChargeStatus.OVERCHARGED;
  if (paidMinor === dueMinor) return OrderChargeStatus.FULL;
  if (isUnderWay) return OrderChargeStatus.PENDING;
  return paidMinor > 0n ? OrderChargeStatus.PARTIAL : OrderChargeStatus.NONE;
}

/** What is owed is in: the order may go on its way. */
export function isCharged(status: OrderChargeStatus): boolean {
  return status === OrderChargeStatus.FULL || status === OrderChargeStatus.OVERCHARGED;
}
