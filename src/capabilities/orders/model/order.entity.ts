import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  JsonColumn,
  NameColumn,
  References,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ShippingAddress } from '../../identity/contract';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from './order-status';

/** What somebody bought at one moment, at the prices of that moment. */
@ObjectType('Order', { implements: NodeEntity, description: 'What somebody bought at one moment, at the prices of that moment.' })
@Entity('orders')
@IdPrefix('ord')
@References('User', 'userId')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'number'], { unique: true })
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'placedAt', 'id'])
@Index(['tenantId', 'status', 'placedAt', 'id'])
@Index(['tenantId', 'userId', 'placedAt', 'id'])
@Index(['tenantId', 'invoiceId'])
@Index(['tenantId', 'deliveryId'], { unique: true })
export class Order extends NodeEntity {
  @Field(() => String, { description: 'What people call it: the number of its invoice, so it rises with gaps where other things were invoiced. A box has that of its period, and its place in it.' })
  @CodeColumn()
  number: string;

  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @Field(() => String, { nullable: true, description: 'Address of a guest; null for an order of a user.' })
  @NameColumn({ nullable: true })
  email: string | null;

  @Field(() => OrderStatus, { description: 'Where the order stands.' })
  @CodeColumn()
  status: OrderStatus;

  @Field(() => OrderFulfillmentStatus, { description: 'How much has left the house, and come back.' })
  @CodeColumn()
  fulfillmentStatus: OrderFulfillmentStatus;

  @Field(() => OrderChargeStatus, { description: 'What the payments amount to.' })
  @CodeColumn()
  chargeStatus: OrderChargeStatus;

  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  subtotalMinor: bigint;

  @BigIntColumn({ default: 0 })
  taxMinor: bigint;

  @IdReferenceColumn({ nullable: true })
  shippingMethodId: string | null;

  @BigIntColumn({ default: 0 })
  shippingMinor: bigint;

  @BigIntColumn({ default: 0 })
  shippingTaxMinor: bigint;

  @Field(() => Boolean, { description: 'True when the price of sending holds the tax on it; else that comes on top.' })
  @BooleanColumn({ default: false })
  isShippingTaxIncluded: boolean;

  @BigIntColumn()
  totalMinor: bigint;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where it is sent; null when none was given.' })
  @JsonColumn({ nullable: true })
  shippingAddress: ShippingAddress | null;

  @Field(() => String, { nullable: true, description: 'The id of this order in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  /** Of a box: what its period was paid by. */
  @IdReferenceColumn({ nullable: true })
  invoiceId: string | null;

  /** Of the delivery, which is of no other. */
  @IdReferenceColumn({ nullable: true })
  subscriptionId: string | null;

  /** The delivery whose box it sends: a delivery has one order. Null for what was bought by itself. */
  @IdReferenceColumn({ nullable: true })
  deliveryId: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When it was placed, in business time.' })
  @InstantColumn()
  placedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it has to be paid; null once nothing is owed any more.' })
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was canceled.' })
  @InstantColumn({ nullable: true })
  canceledAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was canceled, in the words of who did it.' })
  @NameColumn({ nullable: true })
  cancelReason: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was written down: for imported history later than `placedAt`.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'Sum of the lines at their prices; it holds the tax where a line says so.' })
  get subtotal(): Money {
    return Money.of(this.subtotalMinor, this.currency);
  }

  @Field(() => Money, { description: 'Sum of the tax on lines and shipping, both included and on top.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  @Field(() => Money, { description: 'What sending it costs; zero when nobody chose a shipping method. It holds the tax where `isShippingTaxIncluded` says so.' })
  get shipping(): Money {
    return Money.of(this.shippingMinor, this.currency);
  }

  @Field(() => Money, { description: 'Tax on the shipping, as the invoice has it.' })
  get shippingTax(): Money {
    return Money.of(this.shippingTaxMinor, this.currency);
  }

  @Field(() => Money, { description: 'What the order costs: the subtotal, the shipping and the tax that comes on top.' })
  get total(): Money {
    return Money.of(this.totalMinor, this.currency);
  }
}
