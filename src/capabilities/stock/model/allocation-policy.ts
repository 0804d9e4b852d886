import { registerEnumType } from 'type-graphql';

export enum AllocationPolicy {
  PRIORITY = 'PRIORITY',
  MOST_STOCK = 'MOST_STOCK',
  NEAREST = 'NEAREST',
}

registerEnumType(AllocationPolicy, {
  name: 'AllocationPolicy',
  description: 'Which warehouse gives first; what it does not have, the next one gives.',
  valuesConfig: {
    PRIORITY: { description: 'The one with the lowest priority number.' },
    MOST_STOCK: { description: 'The one with the most available pieces of the variant; of two with as many, by priority.' },
    NEAREST: {
      description:
        'The one nearest to where the goods go: in the same country the one whose postal code begins like the address\'s for longest, then those in the same country, on the same continent, and elsewhere; of two as near, by priority. Without an address, by priority.',
    },
  },
});
