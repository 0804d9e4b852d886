import { importUsers } from '../../capabilities/identity/contract';
import type { Desk } from '../../platform/database/desk';
import { BATCH, type Built } from './built';
import type { Progress } from '../progress';
import { countOf, customerBatches } from './staged-batches';
import type { Staging } from './staging';

/** Brings in the customers that the file names. They have no address, so they cannot sign in until they are given one. */
export async function buildCustomers(desk: Desk, staging: Staging, progress: Progress): Promise<Built> {
  const built = { made: 0, known: 0 };
  progress.begin('customers', countOf(staging).customers);
  for (const batch of customerBatches(staging, BATCH)) {
    const made = await desk.transact((work) => importUsers(work, batch));
    built.made += made.length;
    built.known += batch.length - made.length;
    progress.advance(built.made + built.known);
  }
  progress.end();
  return built;
}
