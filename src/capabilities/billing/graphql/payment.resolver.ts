import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { toUserError } from '../../../platform/graphql/user-error';
import { User, userById } from '../../identity/contract';
import { beginRefund } from '../actions/begin-refund';
import { resolvePayment } from '../actions/resolve-payment';
import { sendRefund } from '../actions/send-refund';
import { settleRefund } from '../actions/settle-refund';
import { Invoice } from '../model/invoice.entity';
import { PaymentMethod } from '../model/payment-method.entity';
import { paymentRefusals } from '../model/payment-refusals';
import { Payment } from '../model/payment.entity';
import { anyPaymentMethodById, invoiceById, paymentById, refundsByPayment } from '../storage/billing.loaders';
import { pageOfPayments } from '../storage/payments.queries';
import { PaymentRefundInput, PaymentRefundPayload, PaymentResolveInput, PaymentResolvePayload } from './payment.inputs';

const PaymentConnection = connectionOf(Payment, 'Payment');

@Resolver(() => Payment)
export class PaymentResolver {
  @Allow('billing.readOwn')
  @Query(() => PaymentConnection, { description: 'Your payments, newest first, with those that failed and refunds; all of the shop for staff.' })
  payments(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfPayments(view, pageRequest(page));
  }

  @Allow('billing.refund')
  @Mutation(() => PaymentRefundPayload, { description: 'Gives a part or the whole of a charge back to the customer.' })
  paymentRefund(@Ctx() context: Context, @Arg('input', { description: 'How much of which payment.' }) input: PaymentRefundInput) {
    return context.mutateInSteps({ name: 'paymentRefund', input }, {
      begin: async (work) => {
        const { refundId, refund, payment } = await beginRefund(work, { ...input, sentBy: 'CALLER' });
        return { answer: { payment, refund }, state: refundId };
      },
      finish: async (refundId) => {
        const outcome = await sendRefund(context, { refundId });
        const answer = await context.transact((work) => settleRefund(work, { refundId, outcome }));
        return { answer, userErrors: paymentRefusals(answer.refund).map(toUserError) };
      },
    });
  }

  @Allow('billing.refund')
  @Mutation(() => PaymentResolvePayload, { description: 'Records what a person found out about a payment that stayed without an answer.' })
  paymentResolve(@Ctx() context: Context, @Arg('input', { description: 'What was found out.' }) input: PaymentResolveInput) {
    return context.mutate({ name: 'paymentResolve', input }, async (work) => ({ payment: await resolvePayment(work, input) }));
  }

  @FieldResolver(() => Invoice, { description: 'What it is for.' })
  invoice(@Root() { invoiceId }: Payment, @Ctx() context: Context): Promise<Invoice | null> {
    return context.load(invoiceById, invoiceId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose money it is; null for a guest\'s.' })
  user(@Root() { userId }: Payment, @Ctx() context: Context): Promise<User | null> | null {
    return userId === null ? null : context.load(userById, userId);
  }

  @FieldResolver(() => PaymentMethod, { nullable: true, description: 'What it was made with; null for money received outside.' })
  paymentMethod(@Root() { paymentMethodId }: Payment, @Ctx() context: Context): Promise<PaymentMethod | null> | null {
    return paymentMethodId === null ? null : context.load(anyPaymentMethodById, paymentMethodId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'Of a refund: the payment whose money it gives back.' })
  refundOf(@Root() { refundOfId }: Payment, @Ctx() context: Context): Promise<Payment | null> | null {
    return refundOfId === null ? null : context.load(paymentById, refundOfId);
  }

  @FieldResolver(() => PaymentConnection, { description: 'The refunds of it, oldest first.' })
  refunds(@Root() { id }: Payment, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(refundsByPayment, id, page);
  }
}
