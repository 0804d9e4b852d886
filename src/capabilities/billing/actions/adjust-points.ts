import { addMs, DAY_MS } from '../../../kernel/clock';
import { newId } from '../../../kernel/id';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { getActingUserId } from '../../identity/contract';
import { pointsAdjusted } from '../events';
import { pointsDataOf } from '../model/event-data';
import { POINTS_UNIT, type LedgerAccount } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { remainingOf } from '../model/lots';
import { issuedBy, openAccount, pointsOf } from '../storage/ledger.queries';
import { spendableLots } from '../storage/lots.queries';
import { findPointsProgram } from '../storage/points.queries';
import { grantLot } from './grant-lot';
import { spendLots } from './spend-lots';
import { transferValue } from './transfer-value';

const MAX_POINTS = 1_000_000_000n;

export interface AdjustPoints {
  readonly userId: string;
  /** What she gets; negative for what is taken from her. Not zero, and at most MAX_POINTS of either. */
  readonly points: bigint;
  /** At most 255 characters. */
  readonly reason?: string | null;
}

/**
 * Gives a user points by a person's decision, which lapse as earned ones do, or takes them, first in, first out. Refuses NOT_FOUND for
 * an unknown user, INVALID, and POINTS_INSUFFICIENT for more than she has.
 */
export async function adjustPoints(work: Work, { userId, points, reason }: AdjustPoints): Promise<LedgerAccount> {
  if (points === 0n || points > MAX_POINTS || points < -MAX_POINTS) throw invalid(`The points must not be zero, and not be over ${MAX_POINTS}.`, ['points']);
  const words = normaliseText(reason, ['reason'], 255);
  const ownerId = await getActingUserId(work, { userId, permission: 'billing.adjustPoints' });
  const [user, shop] = [pointsOf(ownerId), issuedBy(work)];
  const cause = { kind: LedgerCauseKind.ADJUSTMENT, id: newId('adj') };
  const terms = { unit: POINTS_UNIT, cause, reason: words };
  const account = await openAccount(work, { ...user, unit: POINTS_UNIT });
  if (points > 0n) {
    const { to } = await transferValue(work, { ...terms, from: shop, to: user, amountMinor: points });
    const days = (await findPointsProgram(work))?.expiresAfterDays ?? null;
    await grantLot(work, { account: to, amountMinor: points, expiresAt: days === null ? null : addMs(work.now, days * DAY_MS), cause });
  } else {
    const available = remainingOf(await spendableLots(work, account.id));
    if (-points > available) throw new Refusal('POINTS_INSUFFICIENT', `There are only ${available} points.`, ['points']);
    const { from } = await transferValue(work, { ...terms, from: user, to: shop, amountMinor: -points });
    await spendLots(work, { accountId: from.id, amountMinor: -points, invoiceId: null });
  }
  const after = await openAccount(work, { ...user, unit: POINTS_UNIT });
  work.emit(pointsAdjusted(pointsDataOf(after, { points, causeId: cause.id })));
  return after;
}
