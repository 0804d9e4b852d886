import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, InstantColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import { AllocationPolicy } from './allocation-policy';

/** How a tenant's warehouses give. One of a tenant; none before it wanted anything else than usual. */
@ObjectType('StockPolicy', { description: 'How orders are given their goods.' })
@Entity('stock_policy')
@IdPrefix('skp')
@Index(['tenantId'], { unique: true })
export class StockPolicy {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @Field(() => AllocationPolicy, { description: 'Which warehouse gives first: PRIORITY unless it was changed.' })
  @CodeColumn()
  allocationPolicy: AllocationPolicy;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** The same for every asking of a tenant, so that two first changes at once meet on one row. */
export function stockPolicyIdOf(tenantId: string): string {
  return `skp_${tenantId.slice(tenantId.indexOf('_') + 1)}`;
}
