import { groupBy } from '../../../kernel/group';
import { not } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { LedgerAccountKind } from '../model/ledger-account.entity';
import { LedgerEntry } from '../model/ledger-entry.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import type { PointsRate } from '../model/points';
import { PointsBalance } from '../model/points-balance';
import { PointsProgram, rateFrom } from '../model/points-program.entity';
import { findPointsProgram } from './points.queries';
import { visibleBalances } from './visible';

const visibleEntries = (view: View) => ({ ...visibleBalances(view), accountKind: LedgerAccountKind.USER_POINTS });
export const pointsEntriesByUser = pageBy({ entity: LedgerEntry, parent: 'ownerId', sort: ['-createdAt'], visible: visibleEntries });
export const pointsProgramById = byId(PointsProgram);

/** By what rates points pay for something now, whatever tenant is asked for: there is one. */
export const spendableRates = defineLoader<PointsRate[]>('spendableRates', async (view, tenantIds) => {
  const rates = (await findPointsProgram(view))?.rates.map(rateFrom).filter(({ worthMinor }) => worthMinor > 0n) ?? [];
  return tenantIds.map(() => rates);
});

export const pointsByUser = defineLoader<PointsBalance>('pointsByUser', async (view, userIds) => {
  const lots = await view
    .from(LedgerLot)
    .where({ ownerId: userIds, accountKind: LedgerAccountKind.USER_POINTS, remainingMinor: not(0n) })
    .where(visibleBalances(view))
    .all();
  const lotsByUser = groupBy(lots, ({ ownerId }) => ownerId);
  return userIds.map((id) => new PointsBalance(lotsByUser.get(id) ?? []));
});
