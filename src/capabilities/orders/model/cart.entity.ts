import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { StateMachine } from '../../../kernel/state-machine';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, JsonColumn, NameColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ShippingAddress } from '../../identity/contract';

export enum CartStatus {
  OPEN = 'OPEN',
  ORDERED = 'ORDERED',
  MERGED = 'MERGED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(CartStatus, {
  name: 'CartStatus',
  description: 'Where a cart stands.',
  valuesConfig: {
    OPEN: { description: 'It is being filled, or checked out.' },
    ORDERED: { description: 'It became an order.' },
    MERGED: { description: 'Its lines went to another cart of the same user.' },
    EXPIRED: { description: 'Nobody touched it for long.' },
  },
});

export const cartStates = new StateMachine<'status', CartStatus>('The cart', 'status', [CartStatus.OPEN], {
  OPEN: [CartStatus.ORDERED, CartStatus.MERGED, CartStatus.EXPIRED],
  ORDERED: [],
  MERGED: [],
  EXPIRED: [],
});

/** What somebody means to buy. Nobody's until she signs in: whoever knows the id of such a cart may see and change it. */
@ObjectType('Cart', { implements: NodeEntity, description: 'What somebody means to buy, at the prices of the moment at which it is looked at. One of nobody is seen and changed by whoever knows its id, and goes along when she signs in.' })
@Entity('cart')
@IdPrefix('cart')
@References('User', 'userId')
@References('Order', 'orderId')
@Index(['tenantId', 'userId', 'status', 'createdAt', 'id'])
@Index(['tenantId', 'status', 'createdAt', 'id'])
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'orderId'])
export class Cart extends NodeEntity {
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @Field(() => CartStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: CartStatus;

  @Field(() => String, { nullable: true, description: 'Address of a guest; null for a user, and before she gave one.' })
  @NameColumn({ nullable: true })
  email: string | null;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where it would be sent; null before one was given.' })
  @JsonColumn({ nullable: true })
  shippingAddress: ShippingAddress | null;

  @IdReferenceColumn({ nullable: true })
  orderId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when its goods are held back, in business time; null while they are not.' })
  @InstantColumn({ nullable: true })
  reservedUntil: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it expires unless somebody touches it, in business time.' })
  @InstantColumn()
  expiresAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was begun.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
