import { registerEnumType } from 'type-graphql';

export enum PlanInterval {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
  YEAR = 'YEAR',
}

registerEnumType(PlanInterval, {
  name: 'PlanInterval',
  description: 'Unit of a plan\'s billing period.',
  valuesConfig: {
    DAY: { description: 'Calendar days.' },
    WEEK: { description: 'Calendar weeks.' },
    MONTH: { description: 'Calendar months; a day that a month lacks becomes its last.' },
    YEAR: { description: 'Calendar years.' },
  },
});
