import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { purchaseOrderNumber } from './purchase-order-number';
import { PurchaseOrderStatus } from './purchase-order-states';

/** What is bought from a supplier for a warehouse. */
@ObjectType('PurchaseOrder', { implements: NodeEntity, description: 'What is bought from a supplier for a warehouse.' })
@Entity('purchase_order')
@IdPrefix('po')
@References('Supplier', 'supplierId')
@References('Warehouse', 'warehouseId')
@Index(['tenantId', 'sequence'], { unique: true })
@Index(['tenantId', 'supplierId', 'sequence'])
@Index(['tenantId', 'status', 'sequence'])
@Index(['tenantId', 'warehouseId', 'status'])
export class PurchaseOrder extends NodeEntity {
  @IdReferenceColumn()
  supplierId: string;

  @IdReferenceColumn()
  warehouseId: string;

  /** Consecutive in the tenant, without a gap. */
  @IntColumn()
  sequence: number;

  @Field(() => PurchaseOrderStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: PurchaseOrderStatus;

  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  totalMinor: bigint;

  @Field(() => String, { nullable: true, description: 'What staff wrote about it; the supplier does not see it.' })
  @TextColumn({ nullable: true })
  note: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its goods should come: as you said, or by the longest lead time, or as the supplier said last. Null for a draft that does not say.' })
  @InstantColumn({ nullable: true })
  expectedAt: Date | null;

  /** When the supplier said so, by its own clock: an older message that comes later says less. */
  @InstantColumn({ nullable: true })
  expectedToldAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ordered.' })
  @InstantColumn({ nullable: true })
  orderedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the supplier first confirmed it, as it told us.' })
  @InstantColumn({ nullable: true })
  confirmedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the supplier first sent something of it, as it told us.' })
  @InstantColumn({ nullable: true })
  shippedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last of it came.' })
  @InstantColumn({ nullable: true })
  receivedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was canceled.' })
  @InstantColumn({ nullable: true })
  canceledAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => String, { description: 'Its number, by which the supplier knows it: `PO-000001`. Consecutive in the tenant, without a gap.' })
  get number(): string {
    return purchaseOrderNumber(this.sequence);
  }

  @Field(() => Money, { description: 'What all of it costs, in the supplier\'s currency.' })
  get total(): Money {
    return Money.of(this.totalMinor, this.currency);
  }
}
