import type { Work } from '../../../platform/database/work';

/**
 * Forgets the lines of a scope that no invoice took: it has ended, and there will be no next invoice. Returns how many they were.
 * Refuses nothing.
 */
export function dropPendingLines(work: Work, { scopeId }: { scopeId: string }): Promise<number> {
  return work.change('pending_line: drop', 'DELETE FROM pending_line WHERE tenant_id = :tenant AND scope_id = :scopeId AND invoice_id IS NULL', {
    scopeId,
  });
}
