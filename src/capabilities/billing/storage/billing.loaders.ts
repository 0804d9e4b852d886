import { groupBy } from '../../../kernel/group';
import type { Money } from '../../../kernel/money';
import { moreThan } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { allBy, byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { GiftCard } from '../model/gift-card.entity';
import { InvoiceDeduction } from '../model/invoice-deduction.entity';
import { InvoiceLine } from '../model/invoice-line.entity';
import { Invoice } from '../model/invoice.entity';
import { LedgerAccount, LedgerAccountKind } from '../model/ledger-account.entity';
import { LedgerEntry } from '../model/ledger-entry.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { PaymentMethod } from '../model/payment-method.entity';
import { Payment } from '../model/payment.entity';
import { visiblePaymentMethods } from './payment-methods.queries';
import { visibleBilling, visibleBalances } from './visible';

export const invoiceById = byId(Invoice, visibleBilling);
export const paymentById = byId(Payment, visibleBilling);
export const paymentMethodById = byId(PaymentMethod, visiblePaymentMethods);
/** Detached ones as well: a payment tells what it was made with. */
export const anyPaymentMethodById = byId(PaymentMethod, visibleBilling);

export const linesByInvoice = allBy(InvoiceLine, 'invoiceId', 'position');
export const deductionsByInvoice = allBy(InvoiceDeduction, 'invoiceId', 'position');

export const paymentsByInvoice = pageBy({ entity: Payment, parent: 'invoiceId', sort: ['createdAt'], visible: visibleBilling });
export const refundsByPayment = pageBy({ entity: Payment, parent: 'refundOfId', sort: ['createdAt'], visible: visibleBilling });
export const invoicesByUser = pageBy({ entity: Invoice, parent: 'userId', sort: ['-createdAt'], visible: visibleBilling });
export const paymentsByUser = pageBy({ entity: Payment, parent: 'userId', sort: ['-createdAt'], visible: visibleBilling });
export const paymentMethodsByUser = pageBy({
  entity: PaymentMethod,
  parent: 'userId',
  sort: ['createdAt'],
  visible: visiblePaymentMethods,
});

const visibleEntries = (view: View) => ({ ...visibleBalances(view), accountKind: LedgerAccountKind.USER_BALANCE });
export const creditBalanceEntryById = byId(LedgerEntry, visibleEntries);
export const creditBalanceEntriesByUser = pageBy({ entity: LedgerEntry, parent: 'ownerId', sort: ['-createdAt'], visible: visibleEntries });

/** What each user has in credit, by currency; a currency of which nothing is left is left out. */
export const creditBalancesByUser = defineLoader<Money[]>('creditBalancesByUser', async (view, userIds) => {
  const accounts = await view
    .from(LedgerAccount)
    .where({ kind: LedgerAccountKind.USER_BALANCE, ownerId: userIds, balanceMinor: moreThan(0n) })
    .where(visibleBalances(view))
    .orderBy('unit')
    .all();
  const accountsByUser = groupBy(accounts, ({ ownerId }) => ownerId);
  return userIds.map((id) => (accountsByUser.get(id) ?? []).map(({ balance }) => balance));
});

export const giftCardById = byId(GiftCard, visibleBilling);

/** What is left of gift cards that were redeemed. */
export const leftByGiftCard = defineLoader<bigint>('leftByGiftCard', async (view, giftCardIds) => {
  const lots = await view.from(LedgerLot).where({ causeId: giftCardIds }).all();
  const leftByCard = new Map(lots.map(({ causeId, remainingMinor }) => [causeId, remainingMinor]));
  return giftCardIds.map((id) => leftByCard.get(id) ?? 0n);
});
