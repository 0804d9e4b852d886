import { registerEnumType } from 'type-graphql';

export enum PaymentTransactionKind {
  AUTHORIZATION = 'AUTHORIZATION',
  CHARGE = 'CHARGE',
  REFUND = 'REFUND',
  VOID = 'VOID',
  CHARGEBACK = 'CHARGEBACK',
  EXTERNAL = 'EXTERNAL',
}

registerEnumType(PaymentTransactionKind, {
  name: 'PaymentTransactionKind',
  description: 'What a payment does.',
  valuesConfig: {
    AUTHORIZATION: { description: 'Reserves money of the customer without taking it.' },
    CHARGE: { description: 'Takes money from the customer.' },
    REFUND: { description: 'Gives money back to the customer.' },
    VOID: { description: 'Lets reserved money go.' },
    CHARGEBACK: { description: 'The customer\'s bank took the money back.' },
    EXTERNAL: { description: 'Money that was received outside of this system: cash, imported history.' },
  },
});
