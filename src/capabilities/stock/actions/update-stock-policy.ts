import type { Work } from '../../../platform/database/work';
import type { AllocationPolicy } from '../model/allocation-policy';
import { StockPolicy, stockPolicyIdOf } from '../model/stock-policy.entity';

/** Says which warehouse gives first, for orders from now on. Refuses nothing. */
export async function updateStockPolicy(work: Work, { allocationPolicy }: { allocationPolicy: AllocationPolicy }): Promise<StockPolicy> {
  const id = stockPolicyIdOf(work.tenantId);
  const policy = (await work.lock(StockPolicy, id)) ?? (await work.insertUnlessPresent(StockPolicy, { id, allocationPolicy })) ?? (await work.lock(StockPolicy, id))!;
  policy.allocationPolicy = allocationPolicy;
  return work.save(policy);
}
