import { GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  JsonColumn,
  NameColumn,
  References,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** What is bought: one size, colour or edition of a product, with its own SKU and price. */
@ObjectType('ProductVariant', {
  implements: NodeEntity,
  description: 'What a customer buys: one size, colour or edition of a product.',
})
@Entity('product_variant')
@IdPrefix('var')
@References('Product', 'productId')
@Check('product_variant_price_check', 'price_minor >= 0')
@Index(['tenantId', 'sku'], { unique: true })
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'productId', 'createdAt', 'id'])
export class ProductVariant extends NodeEntity {
  @IdReferenceColumn()
  productId: string;

  @Field(() => String, { description: 'Stock keeping unit: the merchant\'s code for it, case-sensitive, unique in the tenant.' })
  @CodeColumn({ length: 100 })
  sku: string;

  @Field(() => String, { description: 'Name for customers, beside the product\'s.' })
  @NameColumn()
  name: string;

  @BigIntColumn()
  priceMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @Field(() => Boolean, { description: 'True when its stock is counted; false for what is digital and never runs out.' })
  @BooleanColumn()
  isStocked: boolean;

  @Field(() => Int, { nullable: true, description: 'What one weighs in grams, with its packing; null when nobody weighed it.' })
  @IntColumn({ nullable: true })
  weightGrams: number | null;

  @Field(() => String, { nullable: true, description: 'The id of this variant in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When the variant was created.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the variant was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'Price of one.' })
  get price(): Money {
    return Money.of(this.priceMinor, this.currency);
  }
}
