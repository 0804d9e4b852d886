import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { Money } from '../../../platform/graphql/money.type';
import { PageArgs } from '../../../platform/graphql/page-args';
import { User } from '../../identity/contract';
import { Invoice } from '../model/invoice.entity';
import { LedgerEntry } from '../model/ledger-entry.entity';
import { PaymentMethod } from '../model/payment-method.entity';
import { Payment } from '../model/payment.entity';
import { creditBalanceEntriesByUser, creditBalancesByUser, invoicesByUser, paymentMethodsByUser, paymentsByUser } from '../storage/billing.loaders';

const PaymentMethodConnection = connectionOf(PaymentMethod, 'PaymentMethod');
const CreditBalanceEntryConnection = connectionOf(LedgerEntry, 'CreditBalanceEntry');
const InvoiceConnection = connectionOf(Invoice, 'Invoice');
const PaymentConnection = connectionOf(Payment, 'Payment');

@Resolver(() => User)
export class UserBillingFields {
  @FieldResolver(() => PaymentMethodConnection, { description: 'The stored ways to pay, oldest first.' })
  paymentMethods(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(paymentMethodsByUser, id, page);
  }

  @FieldResolver(() => InvoiceConnection, { description: 'The user\'s invoices, newest first.' })
  invoices(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(invoicesByUser, id, page);
  }

  @FieldResolver(() => PaymentConnection, { description: 'The user\'s payments, newest first.' })
  payments(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(paymentsByUser, id, page);
  }

  @FieldResolver(() => [Money], {
    description: 'The credit that the user\'s next invoices are paid with before money: one amount for each currency, none where there is nothing.',
  })
  creditBalances(@Root() { id }: User, @Ctx() context: Context): Promise<Money[]> {
    return context.load(creditBalancesByUser, id);
  }

  @FieldResolver(() => CreditBalanceEntryConnection, { description: 'The movements of the user\'s credit balance, newest first: they add up to it.' })
  creditBalanceEntries(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(creditBalanceEntriesByUser, id, page);
  }
}
