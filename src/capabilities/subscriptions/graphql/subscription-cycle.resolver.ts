import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { releaseCycle } from '../actions/release-cycle';
import { skipCycle, unskipCycle } from '../actions/skip-cycle';
import { unparkSubscription } from '../actions/unpark-subscription';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import {
  SubscriptionReleaseCycleInput,
  SubscriptionReleaseCyclePayload,
  SubscriptionSkipCycleInput,
  SubscriptionSkipCyclePayload,
  SubscriptionUnparkInput,
  SubscriptionUnparkPayload,
  SubscriptionUnskipCycleInput,
  SubscriptionUnskipCyclePayload,
} from './subscription-cycle.inputs';

@Resolver(() => SubscriptionContract)
export class SubscriptionCycleResolver {
  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionSkipCyclePayload, {
    description: 'Skips the next period: it is not billed, and the one after it is. What was scheduled before is dropped. It can be taken back until then.',
  })
  subscriptionSkipCycle(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionSkipCycleInput) {
    return context.mutate({ name: 'subscriptionSkipCycle', input }, async (work) => ({ subscription: await skipCycle(work, input) }));
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionUnskipCyclePayload, { description: 'Takes `subscriptionSkipCycle` back: the next period is billed.' })
  subscriptionUnskipCycle(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionUnskipCycleInput) {
    return context.mutate({ name: 'subscriptionUnskipCycle', input }, async (work) => ({ subscription: await unskipCycle(work, input) }));
  }

  @Allow('subscriptions.unpark')
  @Mutation(() => SubscriptionUnparkPayload, {
    description: 'Lets a parked subscription go on: it is billed from the end of what was billed lastly, and a period that does not belong there is skipped.',
  })
  subscriptionUnpark(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionUnparkInput) {
    return context.mutate({ name: 'subscriptionUnpark', input }, async (work) => ({ subscription: await unparkSubscription(work, input) }));
  }

  @Allow('subscriptions.unpark')
  @Mutation(() => SubscriptionReleaseCyclePayload, {
    description: 'Lets a period go on that is HELD: it is billed at once, unless what it waits for is still missing. A missing notice is not waited for any more.',
  })
  subscriptionReleaseCycle(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionReleaseCycleInput) {
    return context.mutate({ name: 'subscriptionReleaseCycle', input }, async (work) => ({ cycle: await releaseCycle(work, input) }));
  }
}
