import { variantIdsBySku } from '../../capabilities/catalog/contract';
import { recordImportedReturns, type RecordedReturns } from '../../capabilities/orders/contract';
import type { Desk } from '../../platform/database/desk';
import type { Work } from '../../platform/database/work';
import { BATCH, type Built } from './built';
import type { Progress } from '../progress';
import { countOf, returnBatches, type StagedReturn } from './staged-batches';
import type { Staging } from './staging';

/** Brings in the cancellations whose sale is in the file, oldest first. One that does not fit its order is told and left out. */
export async function buildReturns(desk: Desk, staging: Staging, progress: Progress): Promise<Built> {
  const built = { made: 0, known: 0 };
  let done = 0;
  progress.begin('returns', countOf(staging).returns);
  for (const batch of returnBatches(staging, BATCH)) {
    const { recorded, unmatched } = await desk.transact((work) => recordReturns(work, batch));
    const idsOf = (returns: RecordedReturns['recorded']) => new Set(returns.map(({ externalId }) => externalId));
    const [made, unfit] = [idsOf(recorded), idsOf(unmatched)];
    const rowsOf = (isMeant: (externalId: string) => boolean) => batch.flatMap(({ row, externalId }) => (isMeant(externalId) ? [row] : []));
    const known = rowsOf((externalId) => !made.has(externalId) && !unfit.has(externalId));
    staging.mark(rowsOf((externalId) => made.has(externalId)), 'RETURN');
    staging.mark(rowsOf((externalId) => unfit.has(externalId)), 'DOES_NOT_FIT', 'its order has not so much left to give back');
    staging.mark(known, 'IMPORTED_BEFORE');
    built.made += made.size;
    built.known += known.length;
    done += batch.length;
    progress.advance(done);
  }
  progress.end();
  return built;
}

async function recordReturns(work: Work, staged: readonly StagedReturn[]): Promise<RecordedReturns> {
  const variantIds = await variantIdsBySku(work, [...new Set(staged.map(({ sale }) => sale.sku))]);
  return recordImportedReturns(
    work,
    staged.map(({ externalId, receivedAt, quantity, amountMinor, sale }) => ({
      externalId,
      orderExternalId: sale.invoice,
      receivedAt,
      lines: [{ variantId: variantIds.get(sale.sku)!, quantity, position: sale.position }],
      refundMinor: amountMinor,
    })),
  );
}
