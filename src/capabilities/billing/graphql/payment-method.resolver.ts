import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { getActingUserId, User, userById } from '../../identity/contract';
import { attachPaymentMethod } from '../actions/attach-payment-method';
import { detachPaymentMethod } from '../actions/detach-payment-method';
import { setDefaultPaymentMethod } from '../actions/set-default-payment-method';
import { PaymentMethod } from '../model/payment-method.entity';
import { READ_ALL_BILLING } from '../storage/visible';
import {
  PaymentMethodAttachInput,
  PaymentMethodAttachPayload,
  PaymentMethodDetachInput,
  PaymentMethodDetachPayload,
  PaymentMethodSetDefaultInput,
  PaymentMethodSetDefaultPayload,
} from './payment-method.inputs';

@Resolver(() => PaymentMethod)
export class PaymentMethodResolver {
  @Allow('billing.payOwn')
  @Mutation(() => PaymentMethodAttachPayload, { description: 'Stores a payment method. A user\'s first one becomes her default.' })
  paymentMethodAttach(@Ctx() context: Context, @Arg('input', { description: 'The method.' }) input: PaymentMethodAttachInput) {
    return context.mutateInSteps<{ paymentMethod?: PaymentMethod }, string>({ name: 'paymentMethodAttach', input }, {
      begin: async (work) => ({
        answer: {},
        state: await getActingUserId(work, { userId: input.userId, permission: READ_ALL_BILLING }),
      }),
      finish: async (userId) => {
        const paymentMethod = await attachPaymentMethod(context, { userId, token: input.token });
        return { answer: { paymentMethod }, userErrors: [] };
      },
    });
  }

  @Allow('billing.payOwn')
  @Mutation(() => PaymentMethodSetDefaultPayload, { description: 'Makes a payment method the one that is charged when none is named.' })
  paymentMethodSetDefault(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PaymentMethodSetDefaultInput) {
    return context.mutate({ name: 'paymentMethodSetDefault', input: {} }, async (work) => ({
      paymentMethod: await setDefaultPaymentMethod(work, input),
    }));
  }

  @Allow('billing.payOwn')
  @Mutation(() => PaymentMethodDetachPayload, { description: 'Removes a payment method. When it was the default, the oldest one that is left becomes it.' })
  paymentMethodDetach(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PaymentMethodDetachInput) {
    return context.mutate({ name: 'paymentMethodDetach', input: {} }, async (work) => ({
      paymentMethod: await detachPaymentMethod(work, input),
    }));
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is.' })
  user(@Root() { userId }: PaymentMethod, @Ctx() context: Context): Promise<User | null> {
    return context.load(userById, userId);
  }
}
