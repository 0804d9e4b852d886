import type { Work } from '../../../platform/database/work';

/** The lines that a withdrawn invoice had taken up wait again, for the next one of their scope. Refuses nothing. */
export async function releasePendingLines(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const sql = 'UPDATE pending_line SET invoice_id = NULL, billed_line_id = NULL WHERE tenant_id = :tenant AND invoice_id = :invoiceId';
  await work.change('pending_line: release', sql, { invoiceId });
}
