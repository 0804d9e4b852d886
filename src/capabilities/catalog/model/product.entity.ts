import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, InstantColumn, JsonColumn, NameColumn, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum ProductType {
  PHYSICAL = 'PHYSICAL',
  DIGITAL = 'DIGITAL',
}

registerEnumType(ProductType, {
  name: 'ProductType',
  description: 'Whether a product is a thing.',
  valuesConfig: {
    PHYSICAL: { description: 'A thing: it has stock and is shipped.' },
    DIGITAL: { description: 'No thing: it has no stock, is never out of it and needs no shipping.' },
  },
});

export enum ProductStatus {
  DRAFT = 'DRAFT',
  LISTED = 'LISTED',
  DELISTED = 'DELISTED',
}

registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Whether customers see a product.',
  valuesConfig: {
    DRAFT: { description: 'In preparation: only staff see it.' },
    LISTED: { description: 'Everybody sees it and may buy it.' },
    DELISTED: { description: 'Withdrawn: only staff see it, nobody can buy it.' },
  },
});

/** What is sold: the common part of its variants. */
@ObjectType('Product', { implements: NodeEntity, description: 'What is sold; what a customer buys is one of its variants.' })
@Entity('product')
@IdPrefix('prod')
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'status', 'createdAt', 'id'])
@Index(['tenantId', 'category', 'createdAt', 'id'])
export class Product extends NodeEntity {
  @Field(() => String, { description: 'Name for customers.' })
  @NameColumn()
  name: string;

  @Field(() => String, { nullable: true, description: 'Text for customers.' })
  @TextColumn({ nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true, description: 'The merchant\'s own grouping; `products(category:)` finds exactly this text.' })
  @NameColumn({ nullable: true, length: 100 })
  category: string | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as, in capital letters; null: `STANDARD`.' })
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  @Field(() => ProductType, { description: 'Whether it is a thing; decided when it is created.' })
  @CodeColumn()
  type: ProductType;

  @Field(() => ProductStatus, { description: 'Whether customers see it.' })
  @CodeColumn()
  status: ProductStatus;

  @Field(() => String, { nullable: true, description: 'The id of this product in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When the product was created.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the product was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
