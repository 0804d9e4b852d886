import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { PaymentDispute } from '../model/payment-dispute.entity';
import { Payment } from '../model/payment.entity';
import { disputesByPayment, paymentById } from '../storage/billing.loaders';

const PaymentDisputeConnection = connectionOf(PaymentDispute, 'PaymentDispute');

@Resolver(() => Payment)
export class PaymentDisputesFields {
  @FieldResolver(() => PaymentDisputeConnection, { description: 'What the customer\'s bank questioned of it, oldest first.' })
  disputes(@Root() { id }: Payment, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(disputesByPayment, id, page);
  }
}

@Resolver(() => PaymentDispute)
export class PaymentDisputeFields {
  @FieldResolver(() => Payment, { nullable: true, description: 'The charge that is questioned.' })
  payment(@Root() { paymentId }: PaymentDispute, @Ctx() context: Context): Promise<Payment | null> {
    return context.load(paymentById, paymentId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The movement that took the money back; null when none did.' })
  chargeback(@Root() { chargebackId }: PaymentDispute, @Ctx() context: Context): Promise<Payment | null> | null {
    return chargebackId ? context.load(paymentById, chargebackId) : null;
  }
}
