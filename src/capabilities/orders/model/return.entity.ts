import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { StateMachine } from '../../../kernel/state-machine';
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

export enum ReturnStatus {
  REQUESTED = 'REQUESTED',
  OPEN = 'OPEN',
  PARTIALLY_RECEIVED = 'PARTIALLY_RECEIVED',
  RECEIVED = 'RECEIVED',
  CANCELED = 'CANCELED',
}

registerEnumType(ReturnStatus, {
  name: 'ReturnStatus',
  description: 'Where a return stands.',
  valuesConfig: {
    REQUESTED: { description: 'The customer asks to give something back.' },
    OPEN: { description: 'It was accepted; the goods are on their way.' },
    PARTIALLY_RECEIVED: { description: 'Some of the goods are back.' },
    RECEIVED: { description: 'All of the goods are back.' },
    CANCELED: { description: 'Called off or refused.' },
  },
});

/** Returns that are imported begin RECEIVED. */
export const returnStates = new StateMachine<'status', ReturnStatus>('The return', 'status', [ReturnStatus.REQUESTED, ReturnStatus.RECEIVED], {
  REQUESTED: [ReturnStatus.OPEN, ReturnStatus.CANCELED],
  OPEN: [ReturnStatus.PARTIALLY_RECEIVED, ReturnStatus.RECEIVED, ReturnStatus.CANCELED],
  PARTIALLY_RECEIVED: [ReturnStatus.RECEIVED],
  RECEIVED: [],
  CANCELED: [],
});

/** Goods that come back. */
@ObjectType('Return', { implements: NodeEntity, description: 'Goods of an order that come back.' })
@Entity('order_return')
@IdPrefix('ret')
@References('Order', 'orderId')
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'orderId', 'createdAt', 'id'])
export class Return extends NodeEntity {
  @IdReferenceColumn()
  orderId: string;

  @Field(() => ReturnStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: ReturnStatus;

  @Field(() => String, { nullable: true, description: 'The id of this return in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the goods were back.' })
  @InstantColumn({ nullable: true })
  receivedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** So much of one line of the order. */
@ObjectType('ReturnLine', { description: 'So much of one line of the order.' })
@Entity('order_return_line')
@IdPrefix('rline')
@References('Return', 'returnId')
@References('OrderLine', 'orderLineId')
@Index(['tenantId', 'returnId', 'id'])
@Index(['tenantId', 'orderLineId'])
export class ReturnLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  returnId: string;

  @IdReferenceColumn()
  orderLineId: string;

  @Field(() => Int, { description: 'How many came back.' })
  @IntColumn()
  quantity: number;
}
