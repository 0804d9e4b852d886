import fc from 'fast-check';
import type { FaultKind } from '../../../src/capabilities/billing/gateways/sandbox-faults';
import { sandboxTokens } from '../../../src/capabilities/billing/gateways/sandbox-tokens';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/clock';
import { applyCoupon, removeCoupon } from './coupon-steps';
import { cancel, cancelAtDate, changeAddOns, pause, resume, skip, uncancel } from './deed-steps';
import { creditNote, decideDispute, dispute, refund } from './give-back-steps';
import { couponCodes } from './offers';
import { advanceUnderPreview, changeUnderPreview, subscribeUnderPreview } from './previews';
import { changeDunning, tax } from './shop-steps';
import { anyDelivery, one, pick, requesting, Step, told } from './step';
import { unskip, use } from './use-steps';
import { giveCredit, givePoints, makeGiftCard, redeemGiftCard } from './value-steps';

const attach = requesting(fc.record({ user: one, token: fc.constantFrom('sandbox_succeeds', ...sandboxTokens.keys()) }), {
  say: ({ user, token }) => `user ${user} stores ${token}`,
  asked: async (life, { user, token }) => ({ mutation: 'paymentMethodAttach', input: { userId: pick(life.userIds, user), token }, selection: 'paymentMethod { id }' }),
});

/** The newest method becomes the one that is charged. */
const prefer = fc.record({ user: one }).map(
  ({ user }) =>
    new Step(`user ${user} prefers the newest method`, async (life) => {
      const methods = await life.rows(`SELECT id, user_id FROM payment_method WHERE tenant_id = ? AND detached_at IS NULL ORDER BY id DESC`);
      const id = methods.find(({ user_id: userId }) => userId === pick(life.userIds, user))?.id as string | undefined;
      if (id) await life.shop.server.do(`mutation Prefer($id: ID!) { paymentMethodSetDefault(input: { paymentMethodId: $id }) { userErrors { code } } }`, { id });
    }),
);

const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const anyStart = fc.record({
  quantity: fc.integer({ min: 1, max: 3 }),
  couponCode: sometimes(fc.constantFrom(...couponCodes)),
  spendPoints: sometimes(fc.integer({ min: 1, max: 300 })),
  addOn: sometimes(fc.nat(1)),
});

export const subscribe = fc.tuple(one, one, anyStart, anyDelivery).map(([user, plan, { quantity, couponCode, spendPoints, addOn }, delivery]) => {
  const extras = [couponCode && ` with ${couponCode}`, spendPoints && ` for ${spendPoints} points`, addOn !== null && ` and add-on ${addOn}`].filter(Boolean).join('');
  return new Step(`user ${user} subscribes to ${quantity} of plan ${plan}${extras}${told(delivery)}`, async (life) => {
    const addOns = addOn === null ? null : [{ addOnId: life.addOnIds[addOn] }];
    await subscribeUnderPreview(life, { userId: pick(life.userIds, user), planId: pick(life.planIds, plan), quantity, couponCode, spendPoints, addOns }, delivery);
  });
});

const anyChange = fc.record({
  plan: fc.option(one, { nil: null }),
  quantity: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  timing: fc.constantFrom('NOW', 'NOW', 'PERIOD_END'),
  prorationBehavior: fc.constantFrom('CREATE_PRORATIONS', 'ALWAYS_INVOICE', 'NONE'),
});

const change = fc.tuple(one, anyChange, anyDelivery).map(([which, { plan, quantity, ...rest }, delivery]) => {
  const wanted = [plan === null ? '' : ` to plan ${plan}`, quantity === null ? '' : ` to ${quantity} pieces`].join('');
  return new Step(`subscription ${which} changes${wanted} ${rest.timing} by ${rest.prorationBehavior}${told(delivery)}`, async (life) => {
    const subscriptionId = pick(await life.subscriptionIds(), which);
    if (subscriptionId === undefined || (plan === null && quantity === null)) return;
    await changeUnderPreview(life, { subscriptionId, planId: plan === null ? null : pick(life.planIds, plan), quantity, ...rest }, delivery);
  });
});

const pay = requesting(fc.record({ which: one }), {
  say: ({ which }) => `the open invoice ${which} is paid`,
  asked: async (life, { which }) => {
    const open = await life.rows(`SELECT id FROM invoice WHERE tenant_id = ? AND status IN ('OPEN', 'UNCOLLECTIBLE') ORDER BY id`);
    const invoiceId = pick(open, which)?.id as string | undefined;
    return invoiceId ? { mutation: 'invoicePay', input: { invoiceId }, selection: 'invoice { id } payment { id }' } : null;
  },
});

/** The customer's part in whatever waits for her. */
const approve = fc.constantFrom('approve', 'decline' as const).map(
  (verdict) =>
    new Step(`the customer's answer is: ${verdict}`, async (life) => {
      const [waiting] = await life.rows(`SELECT action_url FROM payment WHERE tenant_id = ? AND status = 'REQUIRES_ACTION' ORDER BY id`);
      // It may have been decided already, past us.
      if (waiting) await life.world.gateway.decide(waiting.action_url as string, verdict).catch(() => undefined);
    }),
);

const faults: FaultKind[] = ['LOSE_ANSWER', 'LOSE_REQUEST', 'NOTIFY_AT_ONCE', 'NOTIFY_TWICE'];
const trouble = fc.constantFrom(...faults).map((kind) => new Step(`the gateway will ${kind}`, (life) => life.world.gateway.arm({ kind })));

const spans: readonly (readonly [string, number])[] = [
  ['ten minutes', 10 * MINUTE_MS],
  ['an hour', HOUR_MS],
  ['a day', DAY_MS],
  ['three days', 3 * DAY_MS],
  ['a week', 7 * DAY_MS],
  ['sixteen days', 16 * DAY_MS],
  ['a month', 31 * DAY_MS],
  ['ten weeks', 70 * DAY_MS],
];

const wait = fc.tuple(fc.constantFrom(...spans), fc.option(fc.nat(150), { nil: null, freq: 4 })).map(
  ([[name, ms], killedAt]) =>
    new Step(`${name} go by${killedAt === null ? '' : `, and the worker dies at point ${killedAt}`}`, async (life) => {
      await advanceUnderPreview(life, new Date((await life.now()).getTime() + ms), killedAt);
    }),
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: wait },
  { weight: 6, arbitrary: change },
  { weight: 4, arbitrary: subscribe },
  ...[attach, changeAddOns].map((arbitrary) => ({ weight: 3, arbitrary })),
  ...[prefer, pause, resume, skip, cancel, cancelAtDate, uncancel, use, applyCoupon].map((arbitrary) => ({ weight: 2, arbitrary })),
  ...[pay, refund, creditNote, dispute, giveCredit, givePoints, makeGiftCard, redeemGiftCard, trouble].map((arbitrary) => ({ weight: 2, arbitrary })),
  ...[removeCoupon, unskip, decideDispute, approve, changeDunning, tax].map((arbitrary) => ({ weight: 1, arbitrary })),
);
