import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';

/** So much of one variant in a cart; a variant is in it once. */
@ObjectType('CartLine', { description: 'So much of one variant in a cart.' })
@Entity('cart_line')
@IdPrefix('cline')
@References('Cart', 'cartId')
@References('ProductVariant', 'variantId')
@Check('cart_line_quantity_check', 'quantity > 0')
@Index(['tenantId', 'cartId', 'variantId'], { unique: true })
@Index(['tenantId', 'variantId'])
export class CartLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  cartId: string;

  @IdReferenceColumn()
  variantId: string;

  @Field(() => Int, { description: 'How many.' })
  @IntColumn()
  quantity: number;

  @InstantColumn()
  createdAt: Date;
}
