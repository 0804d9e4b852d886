import { Arg, Args, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { laterOf } from '../../../kernel/clock';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { Money } from '../../../platform/graphql/money.type';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { User } from '../../identity/contract';
import { adjustPoints } from '../actions/adjust-points';
import { updatePointsProgram } from '../actions/update-points-program';
import { Invoice } from '../model/invoice.entity';
import { worthOf } from '../model/points';
import { PointsBalance, PointsEntry } from '../model/points-balance';
import { PointsProgram, rateFrom } from '../model/points-program.entity';
import { invoiceById } from '../storage/billing.loaders';
import { pointsByUser, pointsEntriesByUser, spendableRates } from '../storage/points.loaders';
import { PointsAdjustInput, PointsAdjustPayload, PointsProgramUpdateInput, PointsProgramUpdatePayload } from './points.inputs';

const PointsEntryConnection = connectionOf(PointsEntry, 'PointsEntry');

@ObjectType('PointsRate', { description: 'How points are earned and spent in one currency.' })
export class PointsRateView {
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' })
  currency: string;

  @Field(() => Int, { description: 'Points that are earned ...' })
  earnPoints: number;

  @Field(() => Money, { description: '... each time this much was paid in money.' })
  earnPer: Money;

  @Field(() => Int, { description: 'Points that pay for ...' })
  worthPoints: number;

  @Field(() => Money, { description: '... this much.' })
  worth: Money;
}

@Resolver(() => PointsProgram)
export class PointsProgramResolver {
  @Allow('billing.readOwn')
  @Query(() => PointsProgram, { nullable: true, description: 'By what rule users earn points and spend them; null before the shop has said so.' })
  pointsProgram(@Ctx() { view }: Context): Promise<PointsProgram | null> {
    return view.from(PointsProgram).one();
  }

  @Allow('billing.managePoints')
  @Mutation(() => PointsProgramUpdatePayload, { description: 'Says by what rule users earn points and spend them, from now on.' })
  pointsProgramUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: PointsProgramUpdateInput) {
    return context.mutate({ name: 'pointsProgramUpdate', input }, async (work) => ({ pointsProgram: await updatePointsProgram(work, input) }));
  }

  @Allow('billing.adjustPoints')
  @Mutation(() => PointsAdjustPayload, { description: 'Gives points to a user, or takes them.' })
  pointsAdjust(@Ctx() context: Context, @Arg('input', { description: 'How many, to whom.' }) input: PointsAdjustInput) {
    return context.mutate({ name: 'pointsAdjust', input }, async (work) => ({ balance: (await adjustPoints(work, input)).balanceMinor }));
  }

  @FieldResolver(() => [PointsRateView], { description: 'How points are earned and spent, by currency; in others they are not.' })
  rates(@Root() { rates }: PointsProgram): PointsRateView[] {
    return rates.map(rateFrom).map(({ currency, earnPoints, earnPerMinor, worthPoints, worthMinor }) => ({
      currency,
      earnPoints,
      earnPer: Money.of(earnPerMinor, currency),
      worthPoints,
      worth: Money.of(worthMinor, currency),
    }));
  }
}

@Resolver(() => PointsEntry)
export class PointsEntryResolver {
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice that earned, took or gave them; null for others.' })
  invoice(@Root() { invoiceId }: PointsEntry, @Ctx() context: Context): Promise<Invoice | null> | null {
    return invoiceId === null ? null : context.load(invoiceById, invoiceId);
  }
}

@Resolver(() => PointsBalance)
export class PointsBalanceFields {
  @FieldResolver(() => [Money], {
    description: 'What they pay for at most, rounded down, in each currency in which points pay for something, by the shop\'s rule of now. What a renewal will take of them, `subscriptionPreview` says.',
  })
  async worth(
    @Root() balance: PointsBalance,
    @Ctx() context: Context,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'An instant to come, for example that of a renewal: what will have lapsed by then is left out. Now when left out.' }) at: Date | null,
  ): Promise<Money[]> {
    const { now, tenantId } = context.view;
    const points = balance.spendableAt(laterOf(at ?? now, now));
    return (await context.load(spendableRates, tenantId)).map((rate) => Money.of(worthOf(points, rate), rate.currency));
  }
}

@Resolver(() => User)
export class UserPointsFields {
  @FieldResolver(() => PointsBalance, { description: 'The user\'s points.' })
  points(@Root() { id }: User, @Ctx() context: Context): Promise<PointsBalance> {
    return context.load(pointsByUser, id);
  }

  @FieldResolver(() => PointsEntryConnection, { description: 'The movements of the user\'s points, newest first: they add up to her balance.' })
  async pointsEntries(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    const { edges, ...rest } = await context.loadPage(pointsEntriesByUser, id, page);
    return { ...rest, edges: edges.map(({ node, cursor }) => ({ node: new PointsEntry(node), cursor })) };
  }
}
