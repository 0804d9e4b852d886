import { newId } from '../../../kernel/id';
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

/**
 * Writes the lines of a new invoice; those that waited for it wait no longer, and what is given back of them names the lines that they
 * have become. Refuses nothing.
 */
export async function writeLines(work: Work, { invoiceId, lines, pending }: WriteLines): Promise<InvoiceLine[]> {
  const idOf = new Map(pending.map(({ id }) => [id, newId('invl')]));
  const rows = lines.map((line, index) => ({ ...line, invoiceId, id: idOf.get(pending[index]?.id ?? ''), creditsLineId: idOf.get(line.creditsLineId ?? '') ?? line.creditsLineId }));
  const written = await work.insertAll(InvoiceLine, rows);
  for (const line of pending) Object.assign(line, { invoiceId, billedLineId: idOf.get(line.id) });
  await work.saveAll(pending);
  return written;
}
