import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

/** RESERVED pieces are held back, ALLOCATED ones are promised; RELEASED and SHIPPED are final. */
export type StockAllocationStatus = 'RESERVED' | 'ALLOCATED' | 'RELEASED' | 'SHIPPED';

/** Pieces of one level that are promised to one owner, for example an order. */
@Entity('stock_allocation')
@IdPrefix('sal')
@References('StockLevel', 'levelId')
@Check('stock_allocation_quantity_check', 'quantity > 0')
@Index(['tenantId', 'ownerId', 'status'])
@Index(['tenantId', 'levelId', 'status'])
export class StockAllocation {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  /** What it is promised to; the owner's capability is a later one, so there is no foreign key. */
  @IdReferenceColumn()
  ownerId: string;

  @IdReferenceColumn()
  levelId: string;

  /** Copied from the level, which never changes them. */
  @IdReferenceColumn()
  variantId: string;

  @IdReferenceColumn()
  warehouseId: string;

  @IntColumn()
  quantity: number;

  @CodeColumn()
  status: StockAllocationStatus;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
