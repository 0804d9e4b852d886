import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { toUserError } from '../../../platform/graphql/user-error';
import { User, userById } from '../../identity/contract';
import { createCreditNote } from '../actions/create-credit-note';
import { sendRefund } from '../actions/send-refund';
import { settleRefund } from '../actions/settle-refund';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote } from '../model/credit-note.entity';
import { Invoice } from '../model/invoice.entity';
import { paymentRefusals } from '../model/payment-refusals';
import { Payment } from '../model/payment.entity';
import { invoiceById, paymentById } from '../storage/billing.loaders';
import { creditNoteById, creditNotesByInvoice, linesByCreditNote } from '../storage/credit-notes.loaders';
import { pageOfCreditNotes } from '../storage/credit-notes.queries';
import { CreditNoteCreateInput, CreditNoteCreatePayload } from './credit-note.inputs';

const CreditNoteConnection = connectionOf(CreditNote, 'CreditNote');

@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @Allow('billing.readOwn')
  @Query(() => CreditNoteConnection, { description: 'Your credit notes, newest first; all of the shop for staff.' })
  creditNotes(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfCreditNotes(view, pageRequest(page));
  }

  @Allow('billing.readOwn')
  @Query(() => CreditNote, { nullable: true, description: 'A credit note by id; null for what does not exist or is not yours to see.' })
  creditNote(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the credit note.' }) id: string): Promise<CreditNote | null> {
    return context.load(creditNoteById, id);
  }

  @Allow('billing.createCreditNotes')
  @Mutation(() => CreditNoteCreatePayload, {
    description: 'Gives back a part or the whole of an invoice: less is owed, or credit, or money. Never more than its total less its earlier notes.',
  })
  creditNoteCreate(@Ctx() context: Context, @Arg('input', { description: 'How much of which invoice.' }) input: CreditNoteCreateInput) {
    return context.mutateInSteps<{ creditNote: CreditNote; refund?: Payment }, { refundId: string; creditNote: CreditNote }>({ name: 'creditNoteCreate', input }, {
      begin: async (work) => {
        const { creditNote, refundId } = await createCreditNote(work, input);
        return { answer: { creditNote }, state: refundId === null ? null : { refundId, creditNote } };
      },
      finish: async ({ refundId, creditNote }, settle) => {
        const outcome = await sendRefund(context, { refundId });
        return settle(async (work) => {
          const { refund } = await settleRefund(work, { refundId, outcome });
          return { answer: { creditNote, refund }, userErrors: paymentRefusals(refund).map(toUserError) };
        });
      },
    });
  }

  @FieldResolver(() => Invoice, { description: 'What it gives back of.' })
  invoice(@Root() { invoiceId }: CreditNote, @Ctx() context: Context): Promise<Invoice | null> {
    return context.load(invoiceById, invoiceId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is; null for a guest\'s.' })
  user(@Root() { userId }: CreditNote, @Ctx() context: Context): Promise<User | null> | null {
    return userId === null ? null : context.load(userById, userId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The refund by which it is given; null when it is given otherwise.' })
  refund(@Root() { refundId }: CreditNote, @Ctx() context: Context): Promise<Payment | null> | null {
    return refundId === null ? null : context.load(paymentById, refundId);
  }

  @FieldResolver(() => [CreditNoteLine], { description: 'What is given back of which lines, in order.' })
  lines(@Root() { id }: CreditNote, @Ctx() context: Context): Promise<CreditNoteLine[]> {
    return context.load(linesByCreditNote, id);
  }
}

@Resolver(() => Invoice)
export class InvoiceCreditNoteFields {
  @FieldResolver(() => CreditNoteConnection, { description: 'What was given back of it, oldest first.' })
  creditNotes(@Root() { id }: Invoice, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(creditNotesByInvoice, id, page);
  }
}
