import { importReturns, type ImportedReturn } from '../../capabilities/orders/contract';
import type { Desk } from '../../platform/database/desk';
import { BATCH, type Built } from './built';
import type { Progress } from './progress';
import { countOf, returnBatches, type StagedReturn } from './staged-batches';
import type { Staging } from './staging';

/** Brings in the cancellations whose sale is in the file, oldest first. One that does not fit its order is told and left out. */
export async function buildReturns(desk: Desk, staging: Staging, progress: Progress): Promise<Built> {
  const built = { made: 0, known: 0 };
  let done = 0;
  progress.begin('returns', countOf(staging).returns);
  for (const batch of returnBatches(staging, BATCH)) {
    const verdicts = await desk.transact((work) => importReturns(work, batch.map(returnOf)));
    const rowsOf = (verdict: 'MADE' | 'KNOWN') => batch.filter((_one, index) => verdicts[index] === verdict).map(({ row }) => row);
    const [made, known] = [rowsOf('MADE'), rowsOf('KNOWN')];
    staging.mark(made, 'RETURN');
    staging.mark(known, 'IMPORTED_BEFORE');
    batch.forEach(({ row }, index) => {
      const verdict = verdicts[index]!;
      if (typeof verdict === 'object') staging.mark([row], 'DOES_NOT_FIT', verdict.reason);
    });
    built.made += made.length;
    built.known += known.length;
    done += batch.length;
    progress.advance(done);
  }
  progress.end();
  return built;
}

function returnOf({ externalId, receivedAt, quantity, amountMinor, sale }: StagedReturn): ImportedReturn {
  const { invoice, ...line } = sale;
  return { externalId, receivedAt, quantity, amountMinor, sale: { orderExternalId: invoice, ...line } };
}
