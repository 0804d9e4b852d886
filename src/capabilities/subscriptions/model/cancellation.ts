import { registerEnumType } from 'type-graphql';

export enum CancellationFeedback {
  TOO_EXPENSIVE = 'TOO_EXPENSIVE',
  MISSING_FEATURES = 'MISSING_FEATURES',
  SWITCHED_SERVICE = 'SWITCHED_SERVICE',
  UNUSED = 'UNUSED',
  CUSTOMER_SERVICE = 'CUSTOMER_SERVICE',
  TOO_COMPLEX = 'TOO_COMPLEX',
  LOW_QUALITY = 'LOW_QUALITY',
  OTHER = 'OTHER',
}

registerEnumType(CancellationFeedback, {
  name: 'CancellationFeedback',
  description: 'Why a subscriber leaves.',
  valuesConfig: {
    TOO_EXPENSIVE: { description: 'It costs too much.' },
    MISSING_FEATURES: { description: 'Something is missing.' },
    SWITCHED_SERVICE: { description: 'Another service is used instead.' },
    UNUSED: { description: 'It is not used enough.' },
    CUSTOMER_SERVICE: { description: 'The service was not good.' },
    TOO_COMPLEX: { description: 'It is too hard to use.' },
    LOW_QUALITY: { description: 'The quality was not good.' },
    OTHER: { description: 'Another reason; see the comment.' },
  },
});

export enum ChangeTiming {
  NOW = 'NOW',
  PERIOD_END = 'PERIOD_END',
}

registerEnumType(ChangeTiming, {
  name: 'ChangeTiming',
  description: 'When a change takes effect.',
  valuesConfig: {
    NOW: { description: 'At once.' },
    PERIOD_END: { description: 'At the end of the period that runs.' },
  },
});
