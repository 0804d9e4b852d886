import { registerEnumType } from 'type-graphql';

export enum ParkReason {
  OVERLAP = 'OVERLAP',
  SAME_DAY = 'SAME_DAY',
}

registerEnumType(ParkReason, {
  name: 'ParkReason',
  description: 'Why a subscription waits for a person instead of being billed.',
  valuesConfig: {
    OVERLAP: { description: 'The period to be billed overlaps one that was billed.' },
    SAME_DAY: { description: 'The period to be billed starts on the day on which the one before started.' },
  },
});
