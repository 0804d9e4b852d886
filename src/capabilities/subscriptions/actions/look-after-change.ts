import { addMs, MINUTE_MS } from '../../../kernel/clock';
import { schedule } from '../../../platform/jobs/job';
import type { Work } from '../../../platform/database/work';
import type { UndoableChange } from './undo-change';
import { undoUnpaidChangeKind } from '../storage/job-kinds';

/** After the first question about the charge, which comes five minutes after it was begun. */
const FIRST_LOOK_MS = 6 * MINUTE_MS;

/** Puts down what stood before a change, so that it is taken back also when whoever waits for the charge is gone before the answer comes. */
export function lookAfterChange(work: Work, change: UndoableChange, afterMs = FIRST_LOOK_MS): Promise<void> {
  const payload = { subscriptionId: change.subscriptionId, change: toText(change) };
  return schedule(work, undoUnpaidChangeKind, { key: change.invoiceId, dueAt: addMs(work.now, afterMs), payload });
}

/** "12n" for a big number, whatever its size. */
function toText(change: UndoableChange): string {
  return JSON.stringify(change, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** What was put down. */
export function changeOf(text: string): UndoableChange {
  const isBig = (value: unknown): value is string => typeof value === 'string' && /^-?\d+n$/.test(value);
  return JSON.parse(text, (_key, value: unknown) => (isBig(value) ? BigInt(value.slice(0, -1)) : value)) as UndoableChange;
}
