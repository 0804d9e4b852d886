import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  References,
  TenantColumn,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { StateMachine } from '../../../kernel/state-machine';

export enum FulfillmentStatus {
  PENDING = 'PENDING',
  SHIPPED = 'SHIPPED',
  DELIVERED = 'DELIVERED',
  CANCELED = 'CANCELED',
  RETURNED = 'RETURNED',
}

registerEnumType(FulfillmentStatus, {
  name: 'FulfillmentStatus',
  description: 'Where a fulfillment stands.',
  valuesConfig: {
    PENDING: { description: 'To be packed.' },
    SHIPPED: { description: 'It has left the house; its stock with it.' },
    DELIVERED: { description: 'It has arrived; digital content arrives when it is paid.' },
    CANCELED: { description: 'Called off before it left.' },
    RETURNED: { description: 'It came back.' },
  },
});

/** Digital content is delivered at once, so it is never SHIPPED. */
export const fulfillmentStates = new StateMachine<'status', FulfillmentStatus>('The fulfillment', 'status', [FulfillmentStatus.PENDING], {
  PENDING: [FulfillmentStatus.SHIPPED, FulfillmentStatus.DELIVERED, FulfillmentStatus.CANCELED],
  SHIPPED: [FulfillmentStatus.DELIVERED, FulfillmentStatus.RETURNED],
  DELIVERED: [FulfillmentStatus.RETURNED],
  CANCELED: [],
  RETURNED: [],
});

/** What leaves together. One order may need several. */
@ObjectType('Fulfillment', { implements: NodeEntity, description: 'What of an order left the house together.' })
@Entity('fulfillment')
@IdPrefix('ful')
@References('Order', 'orderId')
@Index(['tenantId', 'orderId', 'createdAt', 'id'])
export class Fulfillment extends NodeEntity {
  @IdReferenceColumn()
  orderId: string;

  @Field(() => FulfillmentStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: FulfillmentStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left; null before, and for digital content.' })
  @InstantColumn({ nullable: true })
  shippedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it arrived.' })
  @InstantColumn({ nullable: true })
  deliveredAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** So much of one line of the order. */
@ObjectType('FulfillmentLine', { description: 'So much of one line of the order.' })
@Entity('fulfillment_line')
@IdPrefix('fline')
@References('Fulfillment', 'fulfillmentId')
@References('OrderLine', 'orderLineId')
@Index(['tenantId', 'fulfillmentId', 'id'])
@Index(['tenantId', 'orderLineId'])
export class FulfillmentLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  fulfillmentId: string;

  @IdReferenceColumn()
  orderLineId: string;

  @Field(() => Int, { description: 'How many.' })
  @IntColumn()
  quantity: number;
}
