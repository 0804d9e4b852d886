import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import type { Metadata } from '../model/new-product';
import { Product, ProductStatus, ProductType } from '../model/product.entity';
import { NewVariantInput } from './product-variant.inputs';

@InputType({ description: 'A new product.' })
export class ProductCreateInput {
  @Field(() => String, { description: 'Name for customers, 1 to 255 characters.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Text for customers, at most 10,000 characters.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Your own grouping, at most 100 characters.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as: 1 to 40 letters, digits, hyphens and underscores; `STANDARD` when left out.' })
  taxCategory?: string | null;

  @Field(() => ProductType, { nullable: true, description: 'PHYSICAL when left out; cannot be changed later.' })
  type?: ProductType | null;

  @Field(() => ProductStatus, { nullable: true, description: 'LISTED when left out; DRAFT keeps it from customers until `productList`.' })
  status?: ProductStatus | null;

  @Field(() => String, { nullable: true, description: 'Its id in your own system: up to 100 characters, unique in the tenant.' })
  externalId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Metadata;

  @Field(() => [NewVariantInput], { nullable: true, description: 'Its first variants, in the order in which customers see them.' })
  variants?: NewVariantInput[] | null;
}

@InputType({ description: 'What to change of a product; what is left out stays.' })
export class ProductUpdateInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new text; null for none.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'A new grouping; null for none.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as in orders from now on; null for `STANDARD`.' })
  taxCategory?: string | null;

  @Field(() => String, { nullable: true, description: 'A new id in your own system; null for none.' })
  externalId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Replaces the metadata.' })
  metadata?: Metadata;
}

@InputType({ description: 'The product to show to customers.' })
export class ProductListInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;
}

@InputType({ description: 'The product to withdraw.' })
export class ProductDelistInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;
}

@ObjectType({ description: 'A product that was asked to change.' })
export abstract class ProductPayload extends Payload {
  @Field(() => Product, { nullable: true, description: 'The product; null when it was refused.' })
  product?: Product;
}

@ObjectType({ description: 'The new product.' })
export class ProductCreatePayload extends ProductPayload {}

@ObjectType({ description: 'The changed product.' })
export class ProductUpdatePayload extends ProductPayload {}

@ObjectType({ description: 'The product that customers see now.' })
export class ProductListPayload extends ProductPayload {}

@ObjectType({ description: 'The product that customers see no longer.' })
export class ProductDelistPayload extends ProductPayload {}
