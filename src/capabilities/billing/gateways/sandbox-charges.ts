import type { ChargeMade, ChargeResult, SandboxEntry } from './sandbox-entries';
import { PlaceIndex } from './sandbox-places';

export interface SandboxCharge {
  readonly type: 'charge';
  readonly made: ChargeMade;
  result: ChargeResult;
  refundedMinor: bigint;
  /** Of an authorization. */
  capturedMinor: bigint;
  isVoided: boolean;
  /** What disputes have taken and not given back. */
  disputedMinor: bigint;
}

/** Reads back the entry that was written at a place. */
export type ReadEntry = (place: number) => SandboxEntry;

/**
 * The charges, by reference and by key. One of which the entry that made it says everything is not kept here but in the file, as soon
 * as it is safe there: most are charged once and never touched again, and there may be millions of them.
 */
export class SandboxCharges {
  /** By place: what is not safe yet, waits for something, or has changed since it was made. */
  private readonly kept = new Map<number, SandboxCharge>();
  private readonly byReference = new PlaceIndex();
  private readonly byKey = new PlaceIndex();
  /** Those made since the last time that the file was made safe. */
  private fresh: number[] = [];

  constructor(private readonly read: ReadEntry) {}

  get keptCount(): number {
    return this.kept.size;
  }

  add(made: ChargeMade, place: number): SandboxCharge {
    const charge = chargeOf(made);
    this.kept.set(place, charge);
    this.byReference.add(made.reference, place);
    this.byKey.add(made.key, place);
    this.fresh.push(place);
    return charge;
  }

  get(reference: string): SandboxCharge | undefined {
    return this.byReference.find(reference, (place) => matching(this.at(place), ({ made }) => made.reference === reference));
  }

  withKey(key: string): SandboxCharge | undefined {
    return this.byKey.find(key, (place) => matching(this.at(place), ({ made }) => made.key === key));
  }

  /** One that is about to change, so that it has to be kept. */
  keep(reference: string): SandboxCharge | undefined {
    return this.byReference.find(reference, (place) => {
      const charge = matching(this.at(place), ({ made }) => made.reference === reference);
      if (charge) this.kept.set(place, charge);
      return charge;
    });
  }

  /** The file is safe up to here: what it says need not be said by the memory as well. */
  leaveToFile(lengthBytes: number): void {
    const safe = this.fresh.filter((place) => place < lengthBytes);
    if (safe.length === 0) return;
    this.fresh = this.fresh.filter((place) => place >= lengthBytes);
    for (const place of safe) if (isToldByItsEntry(this.kept.get(place)!)) this.kept.delete(place);
  }

  /** In the order in which they were made. */
  *all(): Generator<SandboxCharge> {
    for (const place of this.byReference.sorted()) yield this.at(place);
  }

  private at(place: number): SandboxCharge {
    const kept = this.kept.get(place);
    if (kept) return kept;
    const entry = this.read(place);
    if (entry.type !== 'charge.made') throw new Error(`the ledger has a ${entry.type} where a charge was made`);
    return chargeOf(entry);
  }
}

function chargeOf(made: ChargeMade): SandboxCharge {
  return { type: 'charge', made, result: made.result, refundedMinor: 0n, capturedMinor: 0n, isVoided: false, disputedMinor: 0n };
}

function matching(charge: SandboxCharge, isIt: (charge: SandboxCharge) => boolean): SandboxCharge | undefined {
  return isIt(charge) ? charge : undefined;
}

/** An authorization is always about to change. */
function isToldByItsEntry({ made, result, refundedMinor, disputedMinor }: SandboxCharge): boolean {
  const isOver = result.status === 'SUCCEEDED' || result.status === 'FAILED';
  return isOver && result === made.result && !made.isAuthorization && refundedMinor === 0n && disputedMinor === 0n;
}
