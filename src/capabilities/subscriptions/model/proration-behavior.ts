import { registerEnumType } from 'type-graphql';

export enum ProrationBehavior {
  CREATE_PRORATIONS = 'CREATE_PRORATIONS',
  ALWAYS_INVOICE = 'ALWAYS_INVOICE',
  NONE = 'NONE',
}

registerEnumType(ProrationBehavior, {
  name: 'ProrationBehavior',
  description: 'What a change in the middle of a period does to what was paid for it.',
  valuesConfig: {
    CREATE_PRORATIONS: { description: 'Credit and charge for the rest of the period stand on the next invoice.' },
    ALWAYS_INVOICE: { description: 'They are billed now.' },
    NONE: { description: 'There are none: the new price begins with the next period.' },
  },
});
