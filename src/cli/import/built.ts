/** So many customers, items or invoices are one transaction: a killed import has lost at most these, and begins with them again. */
export const BATCH = 500;

export interface Built {
  /** Records that this import made. */
  made: number;
  /** Records that were there before; they stay as they are. */
  known: number;
}
