import { registerEnumType } from 'type-graphql';

export enum ScheduledAction {
  CHANGE_PLAN = 'CHANGE_PLAN',
  CANCEL = 'CANCEL',
  SKIP_CYCLE = 'SKIP_CYCLE',
}

registerEnumType(ScheduledAction, {
  name: 'ScheduledAction',
  description: 'What is to happen to a subscription.',
  valuesConfig: {
    CHANGE_PLAN: { description: 'It goes on with another plan or quantity.' },
    CANCEL: { description: 'It ends.' },
    SKIP_CYCLE: { description: 'The period that starts then is not billed.' },
  },
});
