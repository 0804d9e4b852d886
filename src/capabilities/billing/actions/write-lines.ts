import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import type { ComposedLine } from '../model/new-invoice';
import type { PendingLine } from '../model/pending-line.entity';

export interface WriteLines {
  readonly invoiceId: string;
  readonly lines: readonly ComposedLine[];
  /** Those of them that waited; held by this Work. */
  readonly pending: readonly PendingLine[];
}

/** Writes the lines of a new invoice; those that waited for it wait no longer. Refuses nothing. */
export async function writeLines(work: Work, { invoiceId, lines, pending }: WriteLines): Promise<InvoiceLine[]> {
  const written = await work.insertAll(InvoiceLine, lines.map((line) => ({ ...line, invoiceId })));
  for (const line of pending) line.invoiceId = invoiceId;
  await work.saveAll(pending);
  return written;
}
