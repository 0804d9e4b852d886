import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { StateMachine } from '../../../kernel/state-machine';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { DeliveryItem } from './box';

export enum DeliveryStatus {
  PLANNED = 'PLANNED',
  DUE = 'DUE',
  CANCELED = 'CANCELED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'Where a delivery of a subscription stands.',
  valuesConfig: {
    PLANNED: { description: 'Paid for, and not due yet.' },
    DUE: { description: 'Its box is packed and ordered.' },
    CANCELED: { description: 'The subscription, or its period, ended before.' },
    SKIPPED: { description: 'Its goods were short when the period was billed: its share of the price was not charged.' },
  },
});

export const deliveryStates = new StateMachine<'status', DeliveryStatus>('The delivery', 'status', [DeliveryStatus.PLANNED], {
  PLANNED: [DeliveryStatus.DUE, DeliveryStatus.CANCELED, DeliveryStatus.SKIPPED],
  DUE: [],
  CANCELED: [],
  SKIPPED: [],
});

/** One box of a subscription: unique by (subscription, cycle, index), and there only once its cycle is paid. */
@ObjectType('Delivery', { implements: NodeEntity, description: 'One box that a paid period of a subscription brings.' })
@Entity('delivery')
@IdPrefix('dlv')
@References('SubscriptionContract', 'subscriptionId')
@References('BillingCycle', 'cycleId')
@Index(['tenantId', 'subscriptionId', 'cycleId', 'index'], { unique: true })
@Index(['tenantId', 'subscriptionId', 'dueAt', 'id'])
export class Delivery extends NodeEntity {
  @IdReferenceColumn()
  subscriptionId: string;

  @IdReferenceColumn()
  cycleId: string;

  @Field(() => Int, { description: 'Counts the deliveries of a period from 0.' })
  @IntColumn()
  index: number;

  @Field(() => DeliveryStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: DeliveryStatus;

  @Field(() => DateTimeScalar, { description: 'When it is ordered.' })
  @InstantColumn()
  dueAt: Date;

  @Field(() => [DeliveryItem], { nullable: true, description: 'What it ships; null until it is due.' })
  @JsonColumn({ nullable: true })
  items: DeliveryItem[] | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
