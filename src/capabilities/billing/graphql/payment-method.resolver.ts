import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { getActingUserId, User, userById } from '../../identity/contract';
import { attachPaymentMethod, exchangeToken } from '../actions/attach-payment-method';
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
import { PaymentMethodRestrictions } from './payment-method-restrictions';

@Resolver(() => PaymentMethod)
export class PaymentMethodResolver {
  @Allow('billing.payOwn')
  @Mutation(() => PaymentMethodAttachPayload, { description: 'Stores a payment method. A user\'s first one becomes her default.' })
  paymentMethodAttach(@Ctx() context: Context, @Arg('input', { description: 'The method.' }) input: PaymentMethodAttachInput) {
    return context.mutateAfterCall({ name: 'paymentMethodAttach', input }, {
      call: async (key) => {
        const userId = await getActingUserId(context.view, { userId: input.userId, permission: READ_ALL_BILLING });
        return { userId, ...(await exchangeToken(context, { key, token: input.token })) };
      },
      keep: async (work, exchanged) => ({ paymentMethod: await attachPaymentMethod(work, exchanged) }),
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

  @FieldResolver(() => PaymentMethodRestrictions, { nullable: true, description: 'What a mandate allows; null for a method that may be charged at any time.' })
  restrictions(@Root() { restrictions }: PaymentMethod): PaymentMethodRestrictions | null {
    return restrictions && new PaymentMethodRestrictions(restrictions);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is.' })
  user(@Root() { userId }: PaymentMethod, @Ctx() context: Context): Promise<User | null> {
    return context.load(userById, userId);
  }
}
