import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum InvoiceStatus {
  DRAFT = 'DRAFT',
  OPEN = 'OPEN',
  PAID = 'PAID',
  VOID = 'VOID',
  UNCOLLECTIBLE = 'UNCOLLECTIBLE',
}

registerEnumType(InvoiceStatus, {
  name: 'InvoiceStatus',
  description: 'Where an invoice stands.',
  valuesConfig: {
    DRAFT: { description: 'Not issued yet: it has no number and nothing is owed.' },
    OPEN: { description: 'Issued with a number; the money is owed.' },
    PAID: { description: 'Paid in full. It stays so when money is given back later: see `refunded`.' },
    VOID: { description: 'Withdrawn. Its number stays taken; money that arrives for it is given back.' },
    UNCOLLECTIBLE: { description: 'Still owed, but nobody expects it to be paid.' },
  },
});

/** DRAFT -> PAID: an invoice over zero is paid in the moment of its issue. */
export const invoiceStates = new StateMachine<'status', InvoiceStatus>('invoice', 'status', [InvoiceStatus.DRAFT], {
  DRAFT: [InvoiceStatus.OPEN, InvoiceStatus.PAID, InvoiceStatus.VOID],
  OPEN: [InvoiceStatus.PAID, InvoiceStatus.VOID, InvoiceStatus.UNCOLLECTIBLE],
  UNCOLLECTIBLE: [InvoiceStatus.PAID, InvoiceStatus.VOID],
  PAID: [],
  VOID: [],
});

/** The money is owed: a payment pays it, and no other one is surplus. */
export function isOwed({ status }: { readonly status: InvoiceStatus }): boolean {
  return status === InvoiceStatus.OPEN || status === InvoiceStatus.UNCOLLECTIBLE;
}
