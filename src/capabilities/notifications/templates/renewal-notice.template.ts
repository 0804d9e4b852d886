import { Money } from '../../../kernel/money';
import type { Wired } from '../../../platform/events/reaction';
import { defineSubscriptionLetter } from './subscription-letter';

interface Renewal {
  readonly userId: string;
  readonly planId: string;
  readonly periodStart: Date;
  /** Of a renewal that is due already. */
  readonly invoiceId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** To somebody whose subscription is to be charged again: when, and how much. */
export const renewalNoticeTemplate = defineSubscriptionLetter<Wired<Renewal>>({
  name: 'renewal-notice',
  subject: (shop) => `Your subscription at ${shop} renews`,
  paragraphs: (plan, { periodStart, invoiceId, amountMinor, currency }) => {
    const day = periodStart.slice(0, 10);
    const price = `${Money.of(BigInt(amountMinor), currency).amount} ${currency}`;
    return invoiceId === null
      ? [`your subscription to ${plan} renews on ${day} for ${price}.`, 'Until then you can change or cancel it.']
      : [`your subscription to ${plan} was to renew on ${day} for ${price}. This will be charged in the next days.`];
  },
});
