import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BooleanColumn, CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, NameColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { amountFrom, ShippingPrice, shippingPriceFrom, type StoredAmount, type StoredShippingPrice, type Tariff } from './shipping-price';

/** A way to send goods to a zone. Orders that were sent so keep it when it is deleted. */
@ObjectType('ShippingMethod', { implements: NodeEntity, description: 'A way to send goods to a zone, and what it costs.' })
@Entity('shipping_method')
@IdPrefix('shm')
@References('ShippingZone', 'zoneId')
@Index(['tenantId', 'slot'], { unique: true })
@Index(['tenantId', 'zoneId', 'createdAt', 'id'])
export class ShippingMethod extends NodeEntity implements Tariff {
  @IdReferenceColumn()
  zoneId: string;

  @Field(() => String, { description: 'Name for customers; it stands on their invoices.' })
  @NameColumn()
  name: string;

  @Field(() => String, { description: 'The merchant\'s short code for it, case-sensitive, unique among those that are not deleted.' })
  @CodeColumn()
  code: string;

  /** The code while it is not deleted, so that there is one of each. */
  @CodeColumn({ nullable: true })
  slot: string | null;

  @Field(() => Boolean, { description: 'False: it is not offered.' })
  @BooleanColumn()
  isActive: boolean;

  @JsonColumn()
  storedPrices: readonly StoredShippingPrice[];

  @JsonColumn()
  storedFreeFrom: readonly StoredAmount[];

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at least; null: nobody said.' })
  @IntColumn({ nullable: true })
  estimatedDaysMin: number | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at most; null: nobody said.' })
  @IntColumn({ nullable: true })
  estimatedDaysMax: number | null;

  @Field(() => String, { nullable: true, description: 'What sending is taxed as; null for `STANDARD`.' })
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => [ShippingPrice], { description: 'What it costs, by currency, weight and total; where none is for an order, it is not offered.' })
  get prices(): readonly ShippingPrice[] {
    return this.storedPrices.map(shippingPriceFrom);
  }

  @Field(() => [Money], { description: 'Goods that cost as much, or more, are sent for nothing where it is offered; at most one amount in a currency.' })
  get freeFrom(): readonly Money[] {
    return this.storedFreeFrom.map(amountFrom);
  }
}
