import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { toUserError } from '../../../platform/graphql/user-error';
import { beginAuthorization } from '../actions/begin-authorization';
import { beginCapture } from '../actions/begin-capture';
import { beginVoid } from '../actions/begin-void';
import { sendCharge } from '../actions/send-charge';
import { sendVoid } from '../actions/send-void';
import { settleCharge } from '../actions/settle-charge';
import { settleVoid } from '../actions/settle-void';
import { paymentRefusals } from '../model/payment-refusals';
import { Payment } from '../model/payment.entity';
import { paymentById } from '../storage/billing.loaders';
import { PaymentAuthorizeInput, PaymentAuthorizePayload, PaymentCaptureInput, PaymentCapturePayload, PaymentVoidInput, PaymentVoidPayload } from './authorization.inputs';

/** Money that is reserved first, and taken or let go later. */
@Resolver(() => Payment)
export class AuthorizationResolver {
  @Allow('billing.payOwn')
  @Mutation(() => PaymentAuthorizePayload, {
    description: 'Reserves money for an invoice without taking it. It is taken by `paymentCapture`, let go by `paymentVoid`, or expires: see `expiresAt`.',
  })
  paymentAuthorize(@Ctx() context: Context, @Arg('input', { description: 'Which invoice, and how.' }) input: PaymentAuthorizeInput) {
    return context.mutateInSteps({ name: 'paymentAuthorize', input }, {
      begin: async (work) => {
        const begun = await beginAuthorization(work, input);
        return { answer: { payment: begun.payment }, state: begun };
      },
      finish: async (begun, settle) => {
        const outcome = await sendCharge(context, begun);
        return settle(async (work) => {
          const payment = await settleCharge(work, { attemptId: begun.attemptId, invoiceId: begun.invoice.id, outcome });
          return { answer: { payment }, userErrors: paymentRefusals(payment).map(toUserError) };
        });
      },
    });
  }

  @Allow('billing.capture')
  @Mutation(() => PaymentCapturePayload, { description: 'Takes a part or all of the money that an authorization reserved. Several captures may follow each other until it is used up.' })
  paymentCapture(@Ctx() context: Context, @Arg('input', { description: 'How much of which authorization.' }) input: PaymentCaptureInput) {
    return context.mutateInSteps({ name: 'paymentCapture', input }, {
      begin: async (work) => {
        const { attemptId, capture: payment, authorization } = await beginCapture(work, input);
        return { answer: { payment, authorization }, state: { attemptId, authorization } };
      },
      finish: async ({ attemptId, authorization }, settle) => {
        const outcome = await sendCharge(context, { attemptId });
        return settle(async (work) => {
          const payment = await settleCharge(work, { attemptId, outcome });
          return { answer: { payment, authorization }, userErrors: paymentRefusals(payment).map(toUserError) };
        });
      },
    });
  }

  @Allow('billing.capture')
  @Mutation(() => PaymentVoidPayload, { description: 'Lets go what is left of reserved money; nothing of it can be taken afterwards.' })
  paymentVoid(@Ctx() context: Context, @Arg('input', { description: 'Which authorization.' }) input: PaymentVoidInput) {
    return context.mutateInSteps({ name: 'paymentVoid', input }, {
      begin: async (work) => {
        const { voidId, release: payment, authorization } = await beginVoid(work, input);
        return { answer: { payment, authorization }, state: voidId };
      },
      finish: async (voidId, settle) => {
        const outcome = await sendVoid(context, { voidId });
        return settle(async (work) => {
          const { release: payment, authorization } = await settleVoid(work, { voidId, outcome });
          return { answer: { payment, authorization }, userErrors: paymentRefusals(payment).map(toUserError) };
        });
      },
    });
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'Of a charge that took reserved money, and of a void: the authorization.' })
  authorization(@Root() { authorizationId }: Payment, @Ctx() context: Context): Promise<Payment | null> | null {
    return authorizationId ? context.load(paymentById, authorizationId) : null;
  }
}
