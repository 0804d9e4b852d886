import { registerEnumType } from 'type-graphql';

export enum ShortagePolicy {
  HOLD = 'HOLD',
  SUBSTITUTE = 'SUBSTITUTE',
  SKIP_WITH_CREDIT = 'SKIP_WITH_CREDIT',
}

registerEnumType(ShortagePolicy, {
  name: 'ShortagePolicy',
  description: 'What is done, before anything is charged, when the goods of a renewal\'s box cannot be had.',
  valuesConfig: {
    HOLD: { description: 'The period is HELD until they can be, and billed once then. One that ends before is skipped.' },
    SUBSTITUTE: { description: 'Another variant of the box item\'s list is sent instead; where none of them can be had either, as HOLD.' },
    SKIP_WITH_CREDIT: { description: 'The box is not sent, and the period is billed without its share of the price.' },
  },
});
