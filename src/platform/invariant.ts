import { Port } from '../kernel/port';

/** Something that must hold in a tenant's rows after every commit. */
export interface Invariant {
  /** Opens with its capability: `stock.movements-add-up-to-the-level`. */
  readonly name: string;
  readonly description: string;
  /** A SELECT of the rows in which it does not hold, by their `id`. It restricts every table by `:tenant`. */
  readonly violations: string;
}

/** The invariants of all capabilities. */
export const invariantsPort = new Port<readonly Invariant[]>('invariants');
