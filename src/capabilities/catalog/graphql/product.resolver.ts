import { GraphQLError } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow, Public } from '../../../platform/graphql/permission';
import { createProduct } from '../actions/create-product';
import { delistProduct } from '../actions/delist-product';
import { listProduct } from '../actions/list-product';
import { updateProduct } from '../actions/update-product';
import { ProductVariant } from '../model/product-variant.entity';
import { Product, ProductStatus } from '../model/product.entity';
import { productById, variantsByProduct } from '../storage/products.loaders';
import { pageOfProducts } from '../storage/products.queries';
import {
  ProductCreateInput,
  ProductCreatePayload,
  ProductDelistInput,
  ProductDelistPayload,
  ProductListInput,
  ProductListPayload,
  ProductUpdateInput,
  ProductUpdatePayload,
} from './product.inputs';

const ProductConnection = connectionOf(Product, 'Product');
const ProductVariantConnection = connectionOf(ProductVariant, 'ProductVariant');
const MAX_SEARCH_LENGTH = 200;

@ArgsType()
class ProductFilterArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words of name, description, category, variants\' names and SKUs, at most 200 characters: products that have all of them, the last one perhaps only begun. Case, diacritics and punctuation do not matter.',
  })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Only products of exactly this category.' })
  category?: string | null;

  @Field(() => ProductStatus, { nullable: true, description: 'Only products in this status; customers see LISTED ones alone.' })
  status?: ProductStatus | null;
}

@Resolver(() => Product)
export class ProductResolver {
  @Public()
  @Query(() => ProductConnection, { description: 'The products, newest first: the listed ones, all for staff.' })
  products(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => ProductFilterArgs) filter: ProductFilterArgs) {
    if ((filter.search?.length ?? 0) > MAX_SEARCH_LENGTH) {
      throw new GraphQLError(`search may have at most ${MAX_SEARCH_LENGTH} characters.`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return pageOfProducts(view, filter, pageRequest(page));
  }

  @Public()
  @Query(() => Product, { nullable: true, description: 'A product by id; null for one that you cannot see.' })
  product(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the product.' }) id: string): Promise<Product | null> {
    return context.load(productById, id);
  }

  @FieldResolver(() => ProductVariantConnection, { description: 'What can be bought of it, in the merchant\'s order.' })
  variants(@Ctx() context: Context, @Root() product: Product, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(variantsByProduct, product.id, page);
  }

  @Allow('products.manage')
  @Mutation(() => ProductCreatePayload, { description: 'Creates a product, with its first variants.' })
  productCreate(@Ctx() context: Context, @Arg('input', { description: 'The new product.' }) input: ProductCreateInput) {
    return context.mutate({ name: 'productCreate', input: {} }, async (work) => ({ product: await createProduct(work, input) }));
  }

  @Allow('products.manage')
  @Mutation(() => ProductUpdatePayload, { description: 'Changes a product.' })
  productUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: ProductUpdateInput) {
    return context.mutate({ name: 'productUpdate', input: {} }, async (work) => ({ product: await updateProduct(work, input) }));
  }

  @Allow('products.manage')
  @Mutation(() => ProductListPayload, { description: 'Shows a draft or withdrawn product to customers.' })
  productList(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: ProductListInput) {
    return context.mutate({ name: 'productList', input: {} }, async (work) => ({ product: await listProduct(work, input) }));
  }

  @Allow('products.manage')
  @Mutation(() => ProductDelistPayload, { description: 'Withdraws a listed product: customers no longer see it and cannot buy it.' })
  productDelist(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: ProductDelistInput) {
    return context.mutate({ name: 'productDelist', input: {} }, async (work) => ({ product: await delistProduct(work, input) }));
  }
}
