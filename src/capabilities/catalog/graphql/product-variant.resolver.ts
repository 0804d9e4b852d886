import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow, Public } from '../../../platform/graphql/permission';
import { createVariant } from '../actions/create-variant';
import { updateVariant } from '../actions/update-variant';
import { ProductVariant } from '../model/product-variant.entity';
import { Product } from '../model/product.entity';
import { productById, productVariantById } from '../storage/products.loaders';
import {
  ProductVariantCreateInput,
  ProductVariantCreatePayload,
  ProductVariantUpdateInput,
  ProductVariantUpdatePayload,
} from './product-variant.inputs';

@Resolver(() => ProductVariant)
export class ProductVariantResolver {
  @Public()
  @Query(() => ProductVariant, { nullable: true, description: 'A variant by id; null for one whose product you cannot see.' })
  productVariant(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the variant.' }) id: string): Promise<ProductVariant | null> {
    return context.load(productVariantById, id);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What it is a variant of; null when you cannot see it any more.' })
  product(@Ctx() context: Context, @Root() variant: ProductVariant): Promise<Product | null> {
    return context.load(productById, variant.productId);
  }

  @Allow('products.manage')
  @Mutation(() => ProductVariantCreatePayload, { description: 'Gives a product another variant.' })
  productVariantCreate(@Ctx() context: Context, @Arg('input', { description: 'The new variant.' }) input: ProductVariantCreateInput) {
    return context.mutate({ name: 'productVariantCreate', input: {} }, async (work) => ({ productVariant: await createVariant(work, input) }));
  }

  @Allow('products.manage')
  @Mutation(() => ProductVariantUpdatePayload, { description: 'Changes a variant.' })
  productVariantUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: ProductVariantUpdateInput) {
    return context.mutate({ name: 'productVariantUpdate', input: {} }, async (work) => ({ productVariant: await updateVariant(work, input) }));
  }
}
