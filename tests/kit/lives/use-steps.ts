import fc from 'fast-check';
import { METER } from './offers';
import { about } from './step';

/** Refused where the plan has no meter. */
export const use = about('usageRecord', fc.record({ quantity: fc.integer({ min: 1, max: 200 }) }), ({ quantity }) => `is used ${quantity} times`, async (_life, given) => ({ meter: METER, ...given }));

export const unskip = about('subscriptionUnskipCycle', fc.constant({}), () => 'does not skip its next period after all');
