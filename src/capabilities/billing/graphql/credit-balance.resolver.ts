import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { adjustCreditBalance } from '../actions/adjust-credit-balance';
import { Invoice } from '../model/invoice.entity';
import { LedgerCauseKind, LedgerEntry } from '../model/ledger-entry.entity';
import { invoiceById } from '../storage/billing.loaders';
import { CreditBalanceAdjustInput, CreditBalanceAdjustPayload } from './credit-balance.inputs';

@Resolver(() => LedgerEntry)
export class CreditBalanceResolver {
  @Allow('billing.adjustBalance')
  @Mutation(() => CreditBalanceAdjustPayload, { description: 'Gives credit to a user, or takes it. Her next invoices are paid with it before money.' })
  creditBalanceAdjust(@Ctx() context: Context, @Arg('input', { description: 'How much, to whom.' }) input: CreditBalanceAdjustInput) {
    return context.mutate({ name: 'creditBalanceAdjust', input }, async (work) => {
      const { account, entry } = await adjustCreditBalance(work, input);
      return { creditBalance: account.balance, entry };
    });
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice that took or gave it; null for others.' })
  invoice(@Root() { cause, causeId }: LedgerEntry, @Ctx() context: Context): Promise<Invoice | null> | null {
    return cause === LedgerCauseKind.INVOICE || cause === LedgerCauseKind.INVOICE_REVERSAL ? context.load(invoiceById, causeId) : null;
  }
}
