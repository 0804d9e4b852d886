import { registerEnumType } from 'type-graphql';

export enum TrialEndBehavior {
  CANCEL = 'CANCEL',
  CREATE_INVOICE = 'CREATE_INVOICE',
  PAUSE = 'PAUSE',
}

registerEnumType(TrialEndBehavior, {
  name: 'TrialEndBehavior',
  description: 'What happens when a trial ends and there is no payment method.',
  valuesConfig: {
    CANCEL: { description: 'The subscription is canceled; there is no invoice.' },
    CREATE_INVOICE: { description: 'The first period is invoiced, and the subscription is PAST_DUE until it is paid.' },
    PAUSE: { description: 'The subscription is paused without an invoice; resumed with a payment method, its first period begins and is charged.' },
  },
});
