import type { Work } from '../../../platform/database/work';
import { lockReleasable } from '../storage/authorizations.queries';
import { sendVoidSoon } from '../storage/questions';
import { writeVoid } from './begin-void';

/**
 * Nobody will take the money that is reserved for a locked invoice: what is left of it is let go, by a job. While a capture is under way
 * its authorization stays; `settleCharge` lets it go when the capture comes too late. Repeating it changes nothing. Refuses nothing.
 */
export async function releaseAuthorizations(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  for (const held of await lockReleasable(work, invoiceId)) await sendVoidSoon(work, await writeVoid(work, held));
}
