import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageOfList, pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow, authorise, Public } from '../../../platform/graphql/permission';
import { Product, productById } from '../../catalog/contract';
import { beginModel } from '../actions/begin-model';
import { recordBehaviors } from '../actions/record-behaviors';
import { trainModel } from '../actions/train-model';
import { Recommendation } from '../model/recommendation';
import { recommendationsFor, relatedProductsOf, trendingProductsNow } from '../storage/recommendations.queries';
import { BehaviorRecordInput, BehaviorRecordPayload, RecommenderTrainInput, RecommenderTrainPayload } from './recommendation.inputs';

const RecommendationConnection = connectionOf(Recommendation, 'Recommendation');

const CURSORS = 'At most 200; a cursor is a place in the list and good while the list stays the same.';

@Resolver(() => Recommendation)
export class RecommendationResolver {
  @Public()
  @Query(() => RecommendationConnection, {
    description:
      'What suits the viewer: neighbours of what she dealt with lately, then what is popular, at last what she has seen herself; nothing ' +
      `that she bought. What she did a moment ago counts. Strangers get what is popular. ${CURSORS}`,
  })
  async recommendations(
    @Ctx() { actor, view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('userId', () => ID, { nullable: true, description: 'For whom; another user than yourself needs the permission recommendations.readAll.' })
    userId?: string | null,
  ) {
    if (userId != null && userId !== actor.userId) authorise(actor, 'recommendations.readAll');
    return pageOfList(pageRequest(page), await recommendationsFor(view, userId ?? actor.userId));
  }

  @Public()
  @Query(() => RecommendationConnection, {
    description: `Products that people liked who liked a given one, nearest first; none for a product of which nothing is known. ${CURSORS}`,
  })
  async relatedProducts(
    @Ctx() { view }: Context,
    @Arg('productId', () => ID, { description: 'The product.' }) productId: string,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    return pageOfList(pageRequest(page), await relatedProductsOf(view, productId));
  }

  @Public()
  @Query(() => RecommendationConnection, {
    description: `What people deal with these days: each person counts once a day, a day half as much as one a week later. ${CURSORS}`,
  })
  async trendingProducts(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfList(pageRequest(page), await trendingProductsNow(view));
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What is recommended; null when it was withdrawn this very moment.' })
  product(@Ctx() context: Context, @Root() { productId }: Recommendation): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What the reason speaks of: the product that did most for it; null without one, or when it is sold no more.' })
  async becauseOf(@Ctx() context: Context, @Root() { becauseOfId }: Recommendation): Promise<Product | null> {
    return becauseOfId === null ? null : context.load(productById, becauseOfId);
  }

  @Allow('behavior.record')
  @Mutation(() => BehaviorRecordPayload, {
    description: 'Records what a user did with products, for her recommendations and everybody\'s. Refuses NOT_FOUND and INVALID with the field.',
  })
  behaviorRecord(@Ctx() context: Context, @Arg('input', { description: 'What she did.' }) input: BehaviorRecordInput) {
    return context.mutate({ name: 'behaviorRecord', input }, async (work) => ({ recorded: await recordBehaviors(work, input) }));
  }

  @Allow('recommendations.train')
  @Mutation(() => RecommenderTrainPayload, {
    description: 'Learns from all behaviour and orders, and answers when the new model serves: seconds for hundreds of thousands of behaviours.',
  })
  recommenderTrain(@Ctx() context: Context, @Arg('input', { description: 'How.' }) input: RecommenderTrainInput) {
    return context.mutateInSteps({ name: 'recommenderTrain', input }, {
      begin: async (work) => {
        const model = await beginModel(work);
        return { answer: { model }, state: model.id };
      },
      finish: async (modelId) => ({ answer: { model: await trainModel(context, modelId) }, userErrors: [] }),
    });
  }
}
