import { mailsOf } from '../../../tests/kit/mailbox';
import type { Shop } from '../../../tests/kit/shop';
import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import type { LoggedEvent } from '../../kernel/event';
import { Event } from '../../platform/events/event.entity';
import { askForAnotherMethodWhenPastDue } from './reactions/ask-for-another-method-when-past-due';
import { askForPaymentWhenGivenUp } from './reactions/ask-for-payment-when-given-up';
import { sendRenewalNoticeWhenRenewalUpcoming } from './reactions/send-renewal-notice-when-renewal-upcoming';
import { sendTrialNoticeWhenTrialWillEnd } from './reactions/send-trial-notice-when-trial-will-end';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function subscribed({ tokens, trialDays = 0 }: { tokens: readonly string[]; trialDays?: number }) {
  const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
  const ada = await shop.user({ name: 'Ada' });
  for (const token of tokens) await attach(ada, token);
  await subscribe(ada, { planId: await planOf(shop, { trialDays }) });
  return { shop, ada };
}

/** The letters after the welcome, without the greeting. */
async function lettersOf(shop: Shop): Promise<string[]> {
  await world.settle();
  return (await mailsOf(shop)).flatMap(({ subject, text }) => (subject.startsWith('Welcome') ? [] : [text.replace('Hello Ada,\n\n', '').trim()]));
}

/** The same event, once more. */
async function react(shop: Shop, reaction: { run: (work: never, event: never) => Promise<unknown> }, type: string): Promise<void> {
  const desk = await world.program.openSystemContext(shop.tenantId);
  const event: LoggedEvent = (await desk.view.from(Event).where({ type }).one())!.toLogged();
  await desk.transact((work) => reaction.run(work as never, event as never));
}

const RENEWAL = 'your subscription to Monthly box renews on 2026-02-10 for 12.00 GBP.\n\nUntil then you can change or cancel it.';

test('send-renewal-notice-when-renewal-upcoming: who is charged again is told when and how much, once', async () => {
  const { shop, ada } = await subscribed({ tokens: ['sandbox_succeeds'] });
  await shop.advance('2026-02-05T09:59:59.000Z');
  expect(await lettersOf(shop)).toEqual([]);
  await shop.advance('2026-02-05T10:00:00.000Z');
  expect(await lettersOf(shop)).toEqual([RENEWAL]);
  await react(shop, sendRenewalNoticeWhenRenewalUpcoming, 'subscription.renewal_upcoming');
  expect(await lettersOf(shop)).toEqual([RENEWAL]);
  expect((await mailsOf(shop)).map(({ to }) => to)).toEqual([ada.email, ada.email]);
});

test('send-trial-notice-when-trial-will-end: whose trial ends is told three days before, once', async () => {
  const { shop } = await subscribed({ tokens: ['sandbox_succeeds'], trialDays: 10 });
  await shop.advance('2026-01-17T10:00:00.000Z');
  const letter = 'your trial of Monthly box ends on 2026-01-20. The subscription goes on then, and its first payment is due.\n\nUntil then you can cancel it, and pay nothing.';
  expect(await lettersOf(shop)).toEqual([letter]);
  await react(shop, sendTrialNoticeWhenTrialWillEnd, 'subscription.trial_will_end');
  expect(await lettersOf(shop)).toEqual([letter]);
});

test('ask-for-payment-when-given-up: whose renewal is not tried any more is told that it waits for her, once', async () => {
  const letter = 'your subscription to Monthly box could not be charged, and we have stopped trying.\n\nPlease pay the open invoice with a payment method that works. Your subscription goes on then.';
  for (const [finalAction, type] of [['UNPAID', 'subscription.unpaid'], ['PAUSE', 'subscription.paused']] as const) {
    const { shop } = await subscribed({ tokens: ['sandbox_declines'], trialDays: 1 });
    await shop.server.do('mutation M($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0], finalAction } });
    await shop.advance('2026-01-12T00:00:00.000Z');
    const letters = [expect.stringContaining('your trial of Monthly box ends on 2026-01-11'), letter];
    expect(await lettersOf(shop)).toEqual(letters);
    await react(shop, askForPaymentWhenGivenUp, type);
    expect(await lettersOf(shop)).toEqual(letters);
  }
});

describe('ask-for-another-method-when-past-due', () => {
  const asked = (retry: string) => `your subscription to Monthly box, which renewed on 2026-01-20, could not be charged: there is no payment method that can be tried again.\n\nPlease add another one. It is charged on ${retry}.`;
  const askedOf = async (shop: Shop) => (await lettersOf(shop)).filter((text) => text.includes('could not be charged'));

  test('whose card is declined for good is asked, and again as long as she has no other', async () => {
    const { shop } = await subscribed({ tokens: ['sandbox_declines_hard'], trialDays: 10 });
    await shop.advance('2026-01-20T10:00:00.000Z');
    expect(await askedOf(shop)).toEqual([asked('2026-01-23')]);
    await react(shop, askForAnotherMethodWhenPastDue, 'subscription.past_due');
    expect(await askedOf(shop)).toEqual([asked('2026-01-23')]);
    await shop.advance('2026-02-10T10:00:00.000Z');
    // Nothing is asked when the last attempt has passed.
    // Mails of one moment come in any order.
    expect((await askedOf(shop)).sort()).toEqual(['2026-01-23', '2026-01-25', '2026-01-27', '2026-01-30', '2026-02-03'].map(asked));
  });

  test('who has none at all is asked', async () => {
    const { shop } = await subscribed({ tokens: [], trialDays: 10 });
    await shop.advance('2026-01-20T10:00:00.000Z');
    expect(await askedOf(shop)).toEqual([asked('2026-01-23')]);
  });

  test('a decline that may pass asks for nothing, nor does one where another card is tried next', async () => {
    const { shop } = await subscribed({ tokens: ['sandbox_declines'], trialDays: 10 });
    await shop.advance('2026-01-20T10:00:00.000Z');
    expect(await askedOf(shop)).toEqual([]);
    const other = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const bob = await other.user({ name: 'Ada' });
    await attach(bob, 'sandbox_succeeds');
    const paymentMethodId = await attach(bob, 'sandbox_declines_hard');
    await subscribe(bob, { planId: await planOf(other, { trialDays: 10 }), paymentMethodId });
    await other.advance('2026-01-20T10:00:00.000Z');
    expect(await askedOf(other)).toEqual([]);
  });
});
