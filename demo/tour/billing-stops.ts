import {
  TourAttachCardDocument,
  TourCouponDocument,
  TourInvoicesDocument,
  TourMyPlanDocument,
  TourPayInvoiceDocument,
  TourPlansDocument,
  TourPreviewDocument,
  TourPromotionCodeDocument,
  TourSetDefaultCardDocument,
  TourSubscribeDocument,
  TourSubscriptionEventsDocument,
} from '../../tests/generated/graphql';
import { passPeriod, type Parties } from './clock';
import { expectThat, TourError, type Guide } from './guide';

/** A renewal that is declined, and paid with another card, which is from then on the subscription's own. */
export async function failAndRecover(guide: Guide, { user, merchant, subscriptionId }: Parties & { subscriptionId: string }): Promise<void> {
  guide.heading('Her new default card declines the next renewal; the event says so; she pays with a good one');
  const { paymentMethodAttach: { paymentMethod: bad } } = await guide.ask(user, TourAttachCardDocument, { input: { token: 'sandbox_declines' } });
  await guide.ask(user, TourSetDefaultCardDocument, { input: { paymentMethodId: bad!.id } });
  const live = await guide.follow(user, TourSubscriptionEventsDocument, { subscriptionId });
  await passPeriod(guide, { user, merchant, subscriptionId });
  await live.until('the failed renewal', (frames) => frames.some(({ subscriptionEvents }) => subscriptionEvents.type === 'subscription.past_due'));
  const { subscription: behind } = await guide.ask(user, TourMyPlanDocument, { id: subscriptionId });
  expectThat(behind!.status === 'PAST_DUE', `after the decline the subscription is ${behind!.status}`);
  const { invoices } = await guide.ask(user, TourInvoicesDocument, {});
  const owed = invoices.edges.map(({ node }) => node).filter(({ status }) => status === 'OPEN');
  expectThat(owed.length === 1, `one invoice must be owed, not ${owed.length}`);

  const { paymentMethodAttach: { paymentMethod: good } } = await guide.ask(user, TourAttachCardDocument, { input: { token: 'sandbox_succeeds' } });
  const { invoicePay } = await guide.ask(user, TourPayInvoiceDocument, {
    input: { invoiceId: owed[0]!.id, paymentMethodId: good!.id, idempotencyKey: 'the tour pays what it owes once' },
  });
  expectThat(invoicePay.invoice!.status === 'PAID', `the invoice is ${invoicePay.invoice!.status}`);
  await live.until('the recovery', (frames) => frames.some(({ subscriptionEvents: { type, subscription } }) => type === 'subscription.renewed' && subscription?.status === 'ACTIVE'));
  await live.stop();
  const { subscription: recovered } = await guide.ask(user, TourMyPlanDocument, { id: subscriptionId });
  expectThat(recovered!.status === 'ACTIVE' && recovered!.paymentMethod?.id === good!.id, 'the subscription must be active again, with the card that paid as its own');
}

/** A coupon of the merchant's, billed to the unit as it was previewed; its code must be new to the shop. */
export async function subscribeWithCoupon(guide: Guide, { user, merchant, paymentMethodId, code }: Parties & { paymentMethodId: string; code: string }): Promise<void> {
  guide.heading('The merchant makes a coupon with a code; she looks what it saves, and subscribes with it');
  const { plans } = await guide.ask(user, TourPlansDocument, {});
  const plan = plans.edges.map(({ node }) => node).find(({ trialDays, price }) => trialDays === 0 && price.amount !== '0.00');
  if (!plan) throw new TourError('the shop has no paid plan without a trial');
  const { couponCreate } = await guide.ask(merchant, TourCouponDocument, { input: { name: 'A third off', percentOff: '33.3333', duration: 'ONCE' } });
  await guide.ask(merchant, TourPromotionCodeDocument, { input: { couponId: couponCreate.coupon!.id, code, maxRedemptionsPerUser: 1 } });

  // Whoever types it need not care for capital letters.
  const wanted = { planId: plan.id, couponCode: code.toLowerCase() };
  const { subscriptionPreview } = await guide.ask(user, TourPreviewDocument, { input: wanted });
  const previewed = subscriptionPreview!.invoiceNow!;
  expectThat(previewed.discounts.length === 1 && previewed.discounts[0]!.code === code, 'the preview must show the discount');
  const { subscriptionCreate } = await guide.ask(user, TourSubscribeDocument, { input: { ...wanted, paymentMethodId, idempotencyKey: 'the tour redeems a code once' } });
  expectThat(subscriptionCreate.subscription!.status === 'ACTIVE', `the subscription is ${subscriptionCreate.subscription!.status}`);
  const { invoices } = await guide.ask(user, TourInvoicesDocument, {});
  const { id: _id, number: _number, status, ...billed } = invoices.edges.find(({ node }) => node.discounts.length > 0)!.node;
  // The clock of the shop stands still: not a second has passed.
  expectThat(JSON.stringify(billed) === JSON.stringify(previewed) && status === 'PAID', 'what is billed must be what was previewed, and be paid');
}
