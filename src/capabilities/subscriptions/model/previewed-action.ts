import { registerEnumType } from 'type-graphql';

export enum PreviewedAction {
  CHANGE_PLAN = 'CHANGE_PLAN',
  CHANGE_ADD_ONS = 'CHANGE_ADD_ONS',
  PAUSE = 'PAUSE',
  RESUME = 'RESUME',
  SKIP_CYCLE = 'SKIP_CYCLE',
  CANCEL = 'CANCEL',
  UNCANCEL = 'UNCANCEL',
}

registerEnumType(PreviewedAction, {
  name: 'PreviewedAction',
  description: 'What would be done with a subscription.',
  valuesConfig: {
    CHANGE_PLAN: { description: '`subscriptionChangePlan`.' },
    CHANGE_ADD_ONS: { description: '`subscriptionChangeAddOns`, with `addOns`.' },
    PAUSE: { description: '`subscriptionPause`.' },
    RESUME: { description: '`subscriptionResume`.' },
    SKIP_CYCLE: { description: '`subscriptionSkipCycle`.' },
    CANCEL: { description: '`subscriptionCancel`.' },
    UNCANCEL: { description: '`subscriptionUncancel`.' },
  },
});
