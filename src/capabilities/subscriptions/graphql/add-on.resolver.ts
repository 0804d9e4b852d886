import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import type { Context } from '../../../platform/graphql/context';
import { Allow, authorise } from '../../../platform/graphql/permission';
import { archiveAddOn } from '../actions/archive-add-on';
import { changeAddOns } from '../actions/change-add-ons';
import { createAddOn } from '../actions/create-add-on';
import { setPlanAddOns } from '../actions/set-plan-add-ons';
import { AddOn } from '../model/add-on.entity';
import { ChangeTiming } from '../model/cancellation';
import { Plan } from '../model/plan.entity';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import type { TakenAddOn } from '../model/taken-add-on';
import { addOnById } from '../storage/add-ons.loaders';
import { planVersionById } from '../storage/subscriptions.loaders';
import { changeInSteps } from './change-in-steps';
import {
  AddOnArchiveInput,
  AddOnArchivePayload,
  AddOnCreateInput,
  AddOnCreatePayload,
  PlanAddOnsSetInput,
  PlanAddOnsSetPayload,
  SubscriptionAddOn,
  SubscriptionChangeAddOnsInput,
  SubscriptionChangeAddOnsPayload,
} from './add-on.inputs';

@Resolver(() => SubscriptionContract)
export class SubscriptionAddOnsResolver {
  @FieldResolver(() => [SubscriptionAddOn], { description: 'What it has beside its plan, at most 20.' })
  addOns(@Root() subscription: SubscriptionContract, @Ctx() context: Context): Promise<SubscriptionAddOn[]> {
    return shown(context, subscription, subscription.addOns);
  }

  @FieldResolver(() => [SubscriptionAddOn], { nullable: true, description: 'What it will have from the next period on; null when that does not change.' })
  async scheduledAddOns(@Root() subscription: SubscriptionContract, @Ctx() context: Context): Promise<SubscriptionAddOn[] | null> {
    return subscription.scheduledAddOns && shown(context, subscription, subscription.scheduledAddOns);
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionChangeAddOnsPayload, {
    description: 'Takes add-ons, or more or less of them, or none, now or with the next period; what was scheduled before is dropped. NOW the rest of the period is credited and charged by prorationBehavior, of which NONE is for staff; billed at once, a decline takes the change back.',
  })
  subscriptionChangeAddOns(@Ctx() context: Context, @Arg('input', { description: 'What, and when.' }) input: SubscriptionChangeAddOnsInput) {
    const isWaived = input.prorationBehavior === ProrationBehavior.NONE && input.timing === ChangeTiming.NOW;
    if (isWaived) authorise(context.actor, 'subscriptions.waiveProrations');
    return changeInSteps(context, { name: 'subscriptionChangeAddOns', input }, (work) => changeAddOns(work, input));
  }
}

async function shown(context: Context, { planVersionId, currency }: SubscriptionContract, addOns: readonly TakenAddOn[] | null): Promise<SubscriptionAddOn[]> {
  if (!addOns) return [];
  const { currency: own } = (await context.load(planVersionById, planVersionId)).priceIn(currency)!;
  return addOns.map(({ addOnId, name, quantity, unitMinor }) => ({ addOnId, name, quantity, price: Money.of(BigInt(unitMinor), own) }));
}

@Resolver(() => Plan)
export class PlanAddOnsResolver {
  @FieldResolver(() => [AddOn], { description: 'What may be taken beside it, at most 50.' })
  async addOns(@Root() { addOnIds }: Plan, @Ctx() context: Context): Promise<AddOn[]> {
    const addOns = await Promise.all((addOnIds ?? []).map((id) => context.load(addOnById, id)));
    return addOns.filter((addOn) => addOn !== null);
  }

  @Allow('plans.manage')
  @Mutation(() => AddOnCreatePayload, { description: 'Makes something that plans may offer beside them.' })
  addOnCreate(@Ctx() context: Context, @Arg('input', { description: 'The add-on.' }) { name, price, prices, taxCategory }: AddOnCreateInput) {
    const others = prices?.map(({ currency, amountMinor }) => ({ currency, priceMinor: amountMinor.toString() }));
    return context.mutate({ name: 'addOnCreate', input: {} }, async (work) => ({
      addOn: await createAddOn(work, { name, taxCategory, priceMinor: price.amountMinor, currency: price.currency, prices: others }),
    }));
  }

  @Allow('plans.manage')
  @Mutation(() => AddOnArchivePayload, { description: 'Takes an add-on off offer; who has it keeps it.' })
  addOnArchive(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: AddOnArchiveInput) {
    return context.mutate({ name: 'addOnArchive', input: {} }, async (work) => ({ addOn: await archiveAddOn(work, input) }));
  }

  @Allow('plans.manage')
  @Mutation(() => PlanAddOnsSetPayload, { description: 'Says what may be taken beside a plan; who has something else keeps it.' })
  planAddOnsSet(@Ctx() context: Context, @Arg('input', { description: 'Which plan, and what.' }) input: PlanAddOnsSetInput) {
    return context.mutate({ name: 'planAddOnsSet', input: {} }, async (work) => ({ plan: await setPlanAddOns(work, input) }));
  }
}
