import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { toUserError } from '../../../platform/graphql/user-error';
import { User, userById } from '../../identity/contract';
import { beginCharge } from '../actions/begin-charge';
import { sendCharge } from '../actions/send-charge';
import { settleCharge } from '../actions/settle-charge';
import { InvoiceDeduction } from '../model/invoice-deduction.entity';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { paymentRefusals } from '../model/payment-refusals';
import { Payment } from '../model/payment.entity';
import { deductionsByInvoice, invoiceById, linesByInvoice, paymentsByInvoice } from '../storage/billing.loaders';
import { lockInvoice, pageOfInvoices } from '../storage/invoices.queries';
import { InvoicePayInput, InvoicePayPayload } from './invoice.inputs';

const InvoiceConnection = connectionOf(Invoice, 'Invoice');
const PaymentConnection = connectionOf(Payment, 'Payment');

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Allow('billing.readOwn')
  @Query(() => InvoiceConnection, { description: 'Your invoices, newest first; all of the shop for staff.' })
  invoices(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => InvoiceStatus, { nullable: true, description: 'Only those in this state.' }) status?: InvoiceStatus,
  ) {
    return pageOfInvoices(view, pageRequest(page), { status });
  }

  @Allow('billing.readOwn')
  @Query(() => Invoice, { nullable: true, description: 'An invoice by id; null for what does not exist or is not yours to see.' })
  invoice(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the invoice.' }) id: string): Promise<Invoice | null> {
    return context.load(invoiceById, id);
  }

  @Allow('billing.payOwn')
  @Mutation(() => InvoicePayPayload, {
    description: 'Charges what is left of an invoice. Waits at most 10 seconds for the payment network; a payment that has not settled by then goes on by itself.',
  })
  invoicePay(@Ctx() context: Context, @Arg('input', { description: 'Which invoice, and how.' }) input: InvoicePayInput) {
    return context.mutateInSteps({ name: 'invoicePay', input }, {
      begin: async (work) => {
        const charge = await beginCharge(work, input);
        return { answer: { invoice: charge.invoice, payment: charge.payment }, state: charge };
      },
      finish: async (charge, settle) => {
        const outcome = await sendCharge(context, charge);
        return settle(async (work) => {
          const payment = await settleCharge(work, { attemptId: charge.attemptId, invoiceId: charge.invoice.id, outcome });
          const invoice = await lockInvoice(work, input.invoiceId);
          return { answer: { invoice, payment }, userErrors: paymentRefusals(payment).map(toUserError) };
        });
      },
    });
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who owes it; null for a guest.' })
  user(@Root() { userId }: Invoice, @Ctx() context: Context): Promise<User | null> | null {
    return userId === null ? null : context.load(userById, userId);
  }

  @FieldResolver(() => [InvoiceLine], { description: 'What it is made of, in order.' })
  lines(@Root() { id }: Invoice, @Ctx() context: Context): Promise<InvoiceLine[]> {
    return context.load(linesByInvoice, id);
  }

  @FieldResolver(() => [InvoiceDeduction], { description: 'What is taken off its total before it is due, in order: total - deductions = due.' })
  deductions(@Root() { id }: Invoice, @Ctx() context: Context): Promise<InvoiceDeduction[]> {
    return context.load(deductionsByInvoice, id);
  }

  @FieldResolver(() => PaymentConnection, { description: 'The movements of money for it, oldest first: charges that failed and refunds included.' })
  payments(@Root() { id }: Invoice, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(paymentsByInvoice, id, page);
  }
}
