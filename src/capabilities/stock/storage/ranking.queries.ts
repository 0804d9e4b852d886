import type { View } from '../../../platform/database/view';
import { AllocationPolicy } from '../model/allocation-policy';
import type { Ranking } from '../model/allocation-plan';
import { nearestFirst, type Destination } from '../model/nearness';
import { StockPolicy, stockPolicyIdOf } from '../model/stock-policy.entity';
import { warehousesByPriority } from './stock.queries';

/** What the tenant said, or what is usual. */
export async function getStockPolicy(view: View): Promise<StockPolicy> {
  const usual = { id: stockPolicyIdOf(view.tenantId), tenantId: view.tenantId, allocationPolicy: AllocationPolicy.PRIORITY };
  return (await view.from(StockPolicy).one()) ?? Object.assign(new StockPolicy(), usual);
}

type Shelves = readonly { readonly variantId: string; readonly warehouseId: string }[];

/** Which of the shelves give first to what goes there. While no variant stands in two warehouses, nobody need be asked. */
export async function rankingsOf(view: View, shelves: Shelves): Promise<(goesTo: Destination | null) => Ranking> {
  const isEachInOne = new Set(shelves.map(({ variantId }) => variantId)).size === shelves.length;
  if (isEachInOne) return () => ({ warehouseIds: shelves.map(({ warehouseId }) => warehouseId) });
  const { allocationPolicy } = await getStockPolicy(view);
  const byPriority = await warehousesByPriority(view);
  return (goesTo) => {
    const warehouses = allocationPolicy === AllocationPolicy.NEAREST && goesTo ? nearestFirst(byPriority, goesTo) : byPriority;
    return { warehouseIds: warehouses.map(({ id }) => id), isMostFirst: allocationPolicy === AllocationPolicy.MOST_STOCK };
  };
}

export async function rankingFor(view: View, shelves: Shelves, goesTo: Destination | null): Promise<Ranking> {
  return (await rankingsOf(view, shelves))(goesTo);
}
