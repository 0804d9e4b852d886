import type { AddOnCharge } from './add-on-charge.entity';
import type { SubscriptionContract } from './subscription-contract.entity';
import { isSameAddOns, type TakenAddOn } from './taken-add-on';

type Billed = Pick<AddOnCharge, 'addOnId' | 'chargedMinor' | 'billedMinor' | 'invoiceId' | 'lineId'>;

/** What a change of add-ons was that was billed at once, and what was billed of them before. As it is kept: JSON has no bigint. */
export interface ChangedAddOns {
  readonly periodStart: string;
  readonly before: readonly TakenAddOn[];
  readonly after: readonly TakenAddOn[];
  /** Those that were changed. */
  readonly addOnIds: readonly string[];
  /** What was kept in mind of these. */
  readonly charges: readonly StoredCharge[];
}

type StoredCharge = Omit<Billed, 'chargedMinor' | 'billedMinor'> & { readonly chargedMinor: string; readonly billedMinor: string };

export function storedCharge({ addOnId, chargedMinor, billedMinor, invoiceId, lineId }: Billed): StoredCharge {
  return { addOnId, chargedMinor: chargedMinor.toString(), billedMinor: billedMinor.toString(), invoiceId, lineId };
}

export function chargeFrom({ chargedMinor, billedMinor, ...rest }: StoredCharge): Billed {
  return { ...rest, chargedMinor: BigInt(chargedMinor), billedMinor: BigInt(billedMinor) };
}

/** The period that the change was in runs, and nothing was changed again. */
export function stands({ currentPeriodStart, addOns }: Pick<SubscriptionContract, 'currentPeriodStart' | 'addOns'>, { periodStart, after }: ChangedAddOns): boolean {
  return currentPeriodStart.toISOString() === periodStart && isSameAddOns(addOns, after);
}
