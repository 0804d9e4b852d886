import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { Payload } from '../../../platform/graphql/user-error';
import type { Metadata } from '../model/new-product';
import { ProductVariant } from '../model/product-variant.entity';

@InputType({ description: 'A variant of a new product.' })
export class NewVariantInput {
  @Field(() => String, { description: 'Your code for it: 1 to 100 characters, case-sensitive, unique in the tenant.' })
  sku: string;

  @Field(() => String, { nullable: true, description: 'Name for customers; the product\'s when left out.' })
  name?: string | null;

  @Field(() => MoneyInput, { description: 'Price of one; not negative.' })
  price: MoneyInput;

  @Field(() => Int, { nullable: true, description: 'What one weighs in grams, with its packing: 0 to 1,000,000.' })
  weightGrams?: number | null;

  @Field(() => String, { nullable: true, description: 'Its id in your own system: up to 100 characters, unique in the tenant.' })
  externalId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Metadata;
}

@InputType({ description: 'A new variant of a product.' })
export class ProductVariantCreateInput extends NewVariantInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;
}

@InputType({ description: 'What to change of a variant; what is left out stays.' })
export class ProductVariantUpdateInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => String, { nullable: true, description: 'A new SKU.' })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'A new price, for orders from now on.' })
  price?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'What one weighs in grams; null for nobody knows.' })
  weightGrams?: number | null;

  @Field(() => String, { nullable: true, description: 'A new id in your own system; null for none.' })
  externalId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Replaces the metadata.' })
  metadata?: Metadata;
}

@ObjectType({ description: 'The new variant.' })
export class ProductVariantCreatePayload extends Payload {
  @Field(() => ProductVariant, { nullable: true, description: 'The variant; null when it was refused.' })
  productVariant?: ProductVariant;
}

@ObjectType({ description: 'The changed variant.' })
export class ProductVariantUpdatePayload extends Payload {
  @Field(() => ProductVariant, { nullable: true, description: 'The variant; null when it was refused.' })
  productVariant?: ProductVariant;
}
