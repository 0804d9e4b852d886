import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import type { Destination } from './nearness';

export enum BackorderStatus {
  WAITING = 'WAITING',
  FILLED = 'FILLED',
  CANCELED = 'CANCELED',
}

registerEnumType(BackorderStatus, {
  name: 'BackorderStatus',
  description: 'Where a backorder stands.',
  valuesConfig: {
    WAITING: { description: 'Goods have not come, or not enough of them.' },
    FILLED: { description: 'All pieces are promised now.' },
    CANCELED: { description: 'The order was called off before all of them came.' },
  },
});

/** Pieces that were ordered beyond the stock. As goods come, they are promised to who waits longest. */
@ObjectType('Backorder', { implements: NodeEntity, description: 'Pieces that were ordered beyond the stock and wait for goods; who waits longest is given first.' })
@Entity('backorder')
@IdPrefix('bko')
@References('ProductVariant', 'variantId')
@Check('backorder_waiting_check', 'waiting_quantity BETWEEN 0 AND quantity AND quantity > 0')
@Index(['tenantId', 'ownerId', 'createdAt', 'id'])
@Index(['tenantId', 'variantId', 'status', 'createdAt', 'id'])
@Index(['tenantId', 'status', 'createdAt', 'id'])
export class Backorder extends NodeEntity {
  /** What it is for; the owner's capability is a later one, so there is no foreign key. */
  @IdReferenceColumn()
  ownerId: string;

  @IdReferenceColumn()
  variantId: string;

  @Field(() => Int, { description: 'Pieces that were missing when it was ordered.' })
  @IntColumn()
  quantity: number;

  @Field(() => Int, { description: 'Pieces of them that are still missing; of a canceled one those that were when it was.' })
  @IntColumn()
  waitingQuantity: number;

  @JsonColumn({ nullable: true })
  goesTo: Destination | null;

  @Field(() => BackorderStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: BackorderStatus;

  @Field(() => DateTimeScalar, { description: 'Since when it waits.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
