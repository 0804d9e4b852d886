import type { Work } from '../../../platform/database/work';
import type { Context } from '../../../platform/graphql/context';
import type { Mutation } from '../../../platform/graphql/idempotency-keys';
import { toUserError } from '../../../platform/graphql/user-error';
import { Invoice, paymentRefusals } from '../../billing/contract';
import type { ChangedPlan } from '../actions/change-plan';
import { chargeCycle } from '../actions/charge-cycle';
import { SubscriptionContract } from '../model/subscription-contract.entity';

/** A change of a subscription, and the charge of what was billed for it at once: a decline is told beside what it left. */
export function changeInSteps(context: Context, mutation: Mutation, change: (work: Work) => Promise<ChangedPlan>) {
  return context.mutateInSteps(mutation, {
    begin: async (work) => {
      const { subscription, invoiceId, attempt } = await change(work);
      const invoice = invoiceId && (await work.find(Invoice, invoiceId));
      return { answer: { subscription, invoice: invoice || null }, state: attempt && { subscription, invoiceId, attempt } };
    },
    finish: async ({ subscription: { id }, invoiceId, attempt }) => {
      const payment = await chargeCycle(context, attempt);
      const subscription = (await context.view.find(SubscriptionContract, id))!;
      const invoice = invoiceId ? await context.view.find(Invoice, invoiceId) : null;
      return { answer: { subscription, invoice }, userErrors: paymentRefusals(payment).map(toUserError) };
    },
  });
}
