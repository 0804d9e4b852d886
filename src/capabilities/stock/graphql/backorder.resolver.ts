import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { removeBackorderPolicy } from '../actions/remove-backorder-policy';
import { setBackorderPolicy } from '../actions/set-backorder-policy';
import { Backorder } from '../model/backorder.entity';
import { BackorderPolicy } from '../model/backorder-policy.entity';
import { backorderPolicyByVariant, pageOfBackorders } from '../storage/backorders.loaders';
import { BackorderFilterArgs, BackorderPolicyRemoveInput, BackorderPolicyRemovePayload, BackorderPolicySetInput, BackorderPolicySetPayload } from './backorder.inputs';

const BackorderConnection = connectionOf(Backorder, 'Backorder');

@Resolver(() => Backorder)
export class BackorderResolver {
  @Allow('stock.read')
  @Query(() => BackorderConnection, { description: 'What was ordered beyond the stock, who waits longest first.' })
  backorders(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => BackorderFilterArgs) filter: BackorderFilterArgs) {
    return pageOfBackorders(view, filter, pageRequest(page));
  }

  @FieldResolver(() => ProductVariant, { nullable: true, description: 'What is waited for; null when you may not see its product.' })
  variant(@Ctx() context: Context, @Root() { variantId }: Backorder): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }

  @Allow('stock.manage')
  @Mutation(() => BackorderPolicySetPayload, { description: 'Lets a variant be ordered beyond what is in stock: such orders wait for goods, and who waits longest is given first.' })
  backorderPolicySet(@Ctx() context: Context, @Arg('input', { description: 'The variant, and how.' }) input: BackorderPolicySetInput) {
    return context.mutate({ name: 'backorderPolicySet', input: {} }, async (work) => ({ backorderPolicy: await setBackorderPolicy(work, input) }));
  }

  @Allow('stock.manage')
  @Mutation(() => BackorderPolicyRemovePayload, { description: 'Lets only what is in stock of a variant be ordered from now on. Orders that wait go on waiting.' })
  backorderPolicyRemove(@Ctx() context: Context, @Arg('input', { description: 'The variant.' }) { variantId }: BackorderPolicyRemoveInput) {
    return context.mutate({ name: 'backorderPolicyRemove', input: {} }, async (work) => ({ variant: await removeBackorderPolicy(work, { variantId }) }));
  }
}

@Resolver(() => ProductVariant)
export class VariantBackorderFields {
  @FieldResolver(() => BackorderPolicy, { nullable: true, description: 'How it is sold beyond what is in stock; null: it is not.' })
  backorderPolicy(@Ctx() context: Context, @Root() { id, isStocked }: ProductVariant): Promise<BackorderPolicy | null> | null {
    return isStocked ? context.load(backorderPolicyByVariant, id) : null;
  }
}
