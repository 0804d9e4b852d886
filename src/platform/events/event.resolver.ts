import { Arg, Args, ArgsType, Ctx, Field, Query, Resolver, Root, Subscription } from 'type-graphql';
import { pageRequest } from '../../kernel/page';
import { connectionOf } from '../graphql/connection';
import type { Context } from '../graphql/context';
import { PageArgs } from '../graphql/page-args';
import { Allow } from '../graphql/permission';
import { maySee, streamOf } from './event-stream';
import { Event } from './event.entity';
import { pageOfEvents } from './events.queries';

const EventConnection = connectionOf(Event, 'Event');

@ArgsType()
export class StreamArgsType {
  @Field(() => String, { nullable: true, description: 'A cursor: events after it come first, then live ones. Without it: from now on.' })
  after?: string;

  @Field(() => [String], { nullable: true, description: 'Only these types; all when left out.' })
  types?: string[];
}

@Resolver(() => Event)
export class EventResolver {
  @Allow('events.read')
  @Query(() => EventConnection, {
    description: 'The log of what happened, oldest first: the tenant\'s for staff, your own otherwise.',
  })
  events(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('types', () => [String], { nullable: true, description: 'Only these types; all when left out.' }) types?: string[],
  ) {
    return pageOfEvents(view, types ?? [], pageRequest(page));
  }

  @Allow('events.read')
  @Subscription(() => Event, {
    name: 'events',
    description: 'What happens, as it happens: the tenant\'s events for staff, your own otherwise.',
    subscribe: ({ args, context }) => streamOf(context as Context, args as StreamArgsType, (event) => maySee(context as Context, event)),
  })
  eventsHappening(@Root() event: Event, @Args(() => StreamArgsType) _args: StreamArgsType): Event {
    return event;
  }
}
