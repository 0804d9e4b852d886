import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Invoice, invoiceById, Payment, paymentById } from '../../billing/contract';
import { Plan } from '../model/plan.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionHistoryEntry } from '../model/subscription-history';
import { historyBySubscription } from '../storage/history.loaders';
import { planById } from '../storage/subscriptions.loaders';

const SubscriptionHistoryConnection = connectionOf(SubscriptionHistoryEntry, 'SubscriptionHistoryEntry');

@Resolver(() => SubscriptionContract)
export class SubscriptionHistoryFields {
  @FieldResolver(() => SubscriptionHistoryConnection, {
    description: 'What happened to it and to the money for it, oldest first, with amounts and causes, as soon as it stands in the log.',
  })
  history(@Root() { id }: SubscriptionContract, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(historyBySubscription, id, page);
  }
}

@Resolver(() => SubscriptionHistoryEntry)
export class SubscriptionHistoryEntryFields {
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice that it was about.' })
  async invoice(@Root() { invoiceId }: SubscriptionHistoryEntry, @Ctx() context: Context): Promise<Invoice | null> {
    return invoiceId === null ? null : context.load(invoiceById, invoiceId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The payment that it was about.' })
  async payment(@Root() { paymentId }: SubscriptionHistoryEntry, @Ctx() context: Context): Promise<Payment | null> {
    return paymentId === null ? null : context.load(paymentById, paymentId);
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'The plan from then on; null where only money was moved.' })
  async plan(@Root() { planId }: SubscriptionHistoryEntry, @Ctx() context: Context): Promise<Plan | null> {
    return planId === null ? null : context.load(planById, planId);
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'Of a change: the plan until then.' })
  async fromPlan(@Root() { fromPlanId }: SubscriptionHistoryEntry, @Ctx() context: Context): Promise<Plan | null> {
    return fromPlanId === null ? null : context.load(planById, fromPlanId);
  }
}
