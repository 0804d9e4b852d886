import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { BehaviorKind } from './behavior-kind';

/** Something that somebody did with a product. */
@Entity('behavior')
@IdPrefix('beh')
@References('Product', 'productId')
@References('User', 'userId')
@References('Order', 'orderId')
@Index(['tenantId', 'orderId', 'productId'], { unique: true })
@Index(['tenantId', 'userId', 'kind', 'occurredAt'])
@Index(['tenantId', 'occurredAt', 'kind', 'productId'])
@Index(['tenantId', 'productId'])
export class Behavior {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn()
  kind: BehaviorKind;

  @IdReferenceColumn()
  productId: string;

  /** Null for a guest. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  /** The order that a purchase was made with: it is recorded once. */
  @IdReferenceColumn({ nullable: true })
  orderId: string | null;

  /** Business time. */
  @InstantColumn()
  occurredAt: Date;
}
