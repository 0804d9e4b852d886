import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { markUncollectible } from '../actions/mark-uncollectible';
import { voidInvoice } from '../actions/void-invoice';
import { Invoice } from '../model/invoice.entity';
import { InvoiceMarkUncollectibleInput, InvoiceMarkUncollectiblePayload, InvoiceVoidInput, InvoiceVoidPayload } from './invoice-giving-up.inputs';

@Resolver(() => Invoice)
export class InvoiceGivingUpResolver {
  @Allow('billing.giveUpInvoices')
  @Mutation(() => InvoiceVoidPayload, {
    description: 'Withdraws an invoice. What it took of the user\'s credit goes back there; money that arrives for it later is given back.',
  })
  invoiceVoid(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: InvoiceVoidInput) {
    return context.mutate({ name: 'invoiceVoid', input }, async (work) => ({ invoice: await voidInvoice(work, input) }));
  }

  @Allow('billing.giveUpInvoices')
  @Mutation(() => InvoiceMarkUncollectiblePayload, {
    description: 'Marks an invoice as one that nobody expects to be paid. It is still owed: paying it later makes it PAID.',
  })
  invoiceMarkUncollectible(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: InvoiceMarkUncollectibleInput) {
    return context.mutate({ name: 'invoiceMarkUncollectible', input }, async (work) => ({ invoice: await markUncollectible(work, input) }));
  }
}
