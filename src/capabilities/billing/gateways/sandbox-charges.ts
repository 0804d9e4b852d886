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
 * Every charge. One of which the entry that made it says everything is read from the file when it is asked for: most are made once
 * and never touched again, and there may be millions of them. Those that wait for something or have changed since are kept.
 */
export class SandboxCharges {
  private readonly kept = new Map<number, SandboxCharge>();
  private readonly places = new PlaceIndex();

  constructor(private readonly read: ReadEntry) {}

  get keptCount(): number {
    return this.kept.size;
  }

  add(made: ChargeMade, place: number): SandboxCharge {
    const charge = chargeOf(made);
    const isOver = made.result.status === 'SUCCEEDED' || made.result.status === 'FAILED';
    if (!isOver || made.isAuthorization) this.kept.set(place, charge);
    this.places.add(made.reference, place);
    return charge;
  }

  get(reference: string): SandboxCharge | undefined {
    return this.places.find(reference, (place) => this.ifReferred(place, reference));
  }

  /** One that is about to change. */
  keep(reference: string): SandboxCharge | undefined {
    return this.places.find(reference, (place) => {
      const charge = this.ifReferred(place, reference);
      if (charge) this.kept.set(place, charge);
      return charge;
    });
  }

  at(place: number): SandboxCharge {
    const kept = this.kept.get(place);
    if (kept) return kept;
    const entry = this.read(place);
    if (entry.type !== 'charge.made') throw new Error(`the ledger has a ${entry.type} where a charge was made`);
    return chargeOf(entry);
  }

  /** In the order in which they were made. */
  *all(): Generator<SandboxCharge> {
    for (const place of this.places.sorted()) yield this.at(place);
  }

  private ifReferred(place: number, reference: string): SandboxCharge | undefined {
    const charge = this.at(place);
    return charge.made.reference === reference ? charge : undefined;
  }
}

function chargeOf(made: ChargeMade): SandboxCharge {
  return { type: 'charge', made, result: made.result, refundedMinor: 0n, capturedMinor: 0n, isVoided: false, disputedMinor: 0n };
}
