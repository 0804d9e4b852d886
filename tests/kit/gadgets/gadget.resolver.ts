import { GraphQLError } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { pageRequest } from '../../../src/kernel/page';
import { Money } from '../../../src/kernel/money';
import { invalid } from '../../../src/kernel/refusal';
import type { Where } from '../../../src/platform/database/select';
import { Event } from '../../../src/platform/events/event.entity';
import { maySee, streamOf } from '../../../src/platform/events/event-stream';
import { connectionOf } from '../../../src/platform/graphql/connection';
import type { Context } from '../../../src/platform/graphql/context';
import { allBy, byId, pageBy } from '../../../src/platform/graphql/loader';
import '../../../src/platform/graphql/money.type';
import { PageArgs } from '../../../src/platform/graphql/page-args';
import { Allow, Public } from '../../../src/platform/graphql/permission';
import { DateTimeScalar } from '../../../src/platform/graphql/scalars';
import { Payload } from '../../../src/platform/graphql/user-error';
import { gadgetBehavior, gadgetMade } from './gadget-behavior';
import { Gadget, GadgetPart } from './gadget.entity';

export const gadgetById = byId(Gadget);
const partsByGadget = allBy(GadgetPart, 'gadgetId', 'place');
const partPageByGadget = pageBy({ entity: GadgetPart, parent: 'gadgetId', sort: ['place'] });
const GadgetConnection = connectionOf(Gadget, 'Gadget');
const GadgetPartConnection = connectionOf(GadgetPart, 'GadgetPart');

@InputType({ description: 'A new gadget.' })
class GadgetMakeInput {
  @Field(() => String, { description: 'Unique.' })
  sku: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 7, description: 'Its rank.' })
  rank?: number | null;

  @Field(() => String, { nullable: true, description: 'Makes a repeat safe.' })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The gadget.' })
class GadgetMakePayload extends Payload {
  @Field(() => Gadget, { nullable: true, description: 'The gadget.' })
  gadget?: Gadget;

  @Field(() => [Gadget], { nullable: true, description: 'It again, in a list.' })
  gadgets?: Gadget[];

  @Field(() => Money, { nullable: true, description: 'What it costs.' })
  price?: Money;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made.' })
  madeAt?: Date;
}

@ArgsType()
class GadgetStreamArgs {
  @Field(() => String, { nullable: true, description: 'A cursor.' })
  after?: string;
}

/** Called by `gadgetBuy` between its two transactions. */
export const network: { call: (gadgetId: string) => Promise<void> } = { call: async () => undefined };

@Resolver(() => Gadget)
export class GadgetResolver {
  @Public()
  @Query(() => Gadget, { nullable: true, description: 'A gadget by id.' })
  gadget(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Gadget | null> {
    return context.load(gadgetById, id);
  }

  @Public()
  @Query(() => GadgetConnection, { description: 'All gadgets.' })
  gadgets(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('sort', () => String, { defaultValue: 'sku', description: 'A property.' }) sort: string,
  ) {
    return view.from(Gadget).where({} as Where<Gadget>).orderBy(sort as 'sku').page(pageRequest(page));
  }

  @Allow('gadgets.staff')
  @Query(() => String, { description: 'For staff.' })
  gadgetSecret(): string {
    return 'only staff read this';
  }

  @Public()
  @Mutation(() => GadgetMakePayload, { description: 'Makes a gadget.' })
  gadgetMake(@Ctx() context: Context, @Arg('input', { description: 'The gadget.' }) input: GadgetMakeInput) {
    return context.mutate({ name: 'gadgetMake', input }, async (work) => {
      if (input.sku === 'refused') throw invalid('No gadget may be called so.', ['sku']);
      if (input.sku === 'broken') throw new Error('secret-of-the-house');
      const gadget = await work.insert(Gadget, { sku: input.sku, name: input.name ?? null, rank: input.rank ?? null, isActive: true });
      work.emit(gadgetMade({ gadgetId: gadget.id, ownerId: context.actor.userId, n: 0 }));
      return { gadget, gadgets: [gadget], price: Money.of(1_999n, 'GBP'), madeAt: gadget.createdAt };
    });
  }

  @Public()
  @Mutation(() => GadgetMakePayload, { description: 'Makes a gadget and tells the network.' })
  gadgetBuy(@Ctx() context: Context, @Arg('input', { description: 'The gadget.' }) input: GadgetMakeInput) {
    return context.mutateInSteps({ name: 'gadgetBuy', input }, {
      begin: async (work) => {
        const gadget = await work.insert(Gadget, { sku: input.sku, name: 'begun', rank: 0, isActive: false });
        return { answer: { gadget }, state: gadget.id };
      },
      finish: async (gadgetId) => {
        await network.call(gadgetId);
        const gadget = await context.transact(async (work) => work.save(Object.assign((await work.lock(Gadget, gadgetId))!, { name: 'bought' })));
        return { answer: { gadget }, userErrors: [] };
      },
    });
  }

  @Public()
  @Subscription(() => Event, {
    description: 'What happens to gadgets.',
    subscribe: ({ args, context }) => streamOf(context as Context, args, (event) => maySee(context as Context, event) && event.type === 'gadget.made'),
  })
  gadgetEvents(@Root() event: Event, @Args(() => GadgetStreamArgs) _args: GadgetStreamArgs): Event {
    return event;
  }

  @FieldResolver(() => [GadgetPart], { description: 'All its parts.' })
  allParts(@Root() gadget: Gadget, @Ctx() context: Context) {
    return context.load(partsByGadget, gadget.id);
  }

  @FieldResolver(() => GadgetPartConnection, { description: 'Its parts.' })
  parts(@Root() gadget: Gadget, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(partPageByGadget, gadget.id, page);
  }

  @FieldResolver(() => String, { nullable: true, description: 'May fail.' })
  fragile(@Root() gadget: Gadget): string {
    return gadgetBehavior.fragile(gadget);
  }

  @FieldResolver(() => String, { description: 'May fail, and cannot be null.' })
  solid(@Root() gadget: Gadget): string {
    return gadgetBehavior.fragile(gadget);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Refuses.' })
  forbidden(): string {
    throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
  }

  @FieldResolver(() => String, { description: 'Repeats what it is told.' })
  echo(
    @Arg('text', () => String, { defaultValue: 'hush', description: 'What.' }) text: string,
    @Arg('times', () => Int, { nullable: true, description: 'How often.' }) times?: number | null,
  ): string {
    return text.repeat(times ?? 1);
  }
}

/** Adds the gadget to the event that tells of it, as capabilities do. */
@Resolver(() => Event)
export class EventGadgetFields {
  @FieldResolver(() => Gadget, { nullable: true, description: 'The gadget.' })
  gadget(@Root() event: Event, @Ctx() context: Context): Promise<Gadget | null> {
    return context.load(gadgetById, event.objectId);
  }
}
