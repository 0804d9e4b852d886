import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import { byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { Backorder, type BackorderStatus } from '../model/backorder.entity';
import { BackorderPolicy } from '../model/backorder-policy.entity';

export const backorderById = byId(Backorder);
export const backordersByOwner = pageBy({ entity: Backorder, parent: 'ownerId', sort: ['createdAt'], areFew: true });

/** Null for a variant of which only what is in stock is sold. */
export const backorderPolicyByVariant = defineLoader<BackorderPolicy | null>('BackorderPolicyByVariant', async (view, variantIds) => {
  const policies = await view.from(BackorderPolicy).where({ variantId: variantIds }).all();
  const policyOf = new Map(policies.map((policy) => [policy.variantId, policy]));
  return variantIds.map((id) => policyOf.get(id) ?? null);
});

export interface BackorderFilter {
  readonly variantId?: string | null;
  readonly status?: BackorderStatus | null;
}

/** Who waits longest first. */
export function pageOfBackorders(view: View, { variantId, status }: BackorderFilter, request: PageRequest): Promise<Page<Backorder>> {
  return view.from(Backorder).where({ variantId: variantId ?? undefined, status: status ?? undefined }).orderBy('createdAt').page(request);
}
