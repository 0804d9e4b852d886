import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/clock';
import type { FaultKind } from '../../../src/capabilities/billing/gateways/sandbox-faults';
import { sandboxTokens } from '../../../src/capabilities/billing/gateways/sandbox-tokens';
import type { Data } from '../shop';
import type { Asked, Delivery, Life } from './life';
import { advanceUnderPreview, changeUnderPreview } from './previews';

/** One thing that happens, told in a sentence. */
export class Step {
  constructor(
    private readonly sentence: string,
    readonly take: (life: Life) => Promise<void>,
  ) {}

  [fc.toStringMethod](): string {
    return `\n  ${this.sentence}`;
  }
}

const anyDelivery: fc.Arbitrary<Delivery> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'ONCE' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'TWICE' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'AGAIN' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('KILLED' as const), at: fc.nat(60) }) },
);

const how: Readonly<Record<Delivery['kind'], string>> = { ONCE: '', TWICE: ', asked twice at once', AGAIN: ', and asked again later', KILLED: ', and who is asked dies at point ' };
const told = (delivery: Delivery) => `${how[delivery.kind]}${delivery.kind === 'KILLED' ? delivery.at : ''}`;

const one = fc.nat(7);
const pick = <Value>(values: readonly Value[], which: number): Value | undefined => values[which % (values.length || 1)];

/** A step that is one request, if there is what it is about. */
function requesting<Input>(input: fc.Arbitrary<Input>, { say, asked }: { say: (input: Input) => string; asked: (life: Life, input: Input) => Promise<Asked | null> }) {
  return fc.tuple(input, anyDelivery).map(([given, delivery]) => {
    return new Step(`${say(given)}${told(delivery)}`, async (life) => {
      const request = await asked(life, given);
      if (request) await life.ask(request, delivery);
    });
  });
}

/** A step that is one request about one of the subscriptions. */
function about(mutation: string, input: fc.Arbitrary<Data>, say: (input: Data) => string, inputOf: (life: Life, input: Data) => Promise<Data> = async (_life, given) => given) {
  return requesting(fc.tuple(one, input), {
    say: ([which, given]) => `subscription ${which} ${say(given)}`,
    asked: async (life, [which, given]) => {
      const subscriptionId = pick(await life.subscriptionIds(), which);
      return subscriptionId === undefined ? null : { mutation, input: { subscriptionId, ...(await inputOf(life, given)) }, selection: 'subscription { id }' };
    },
  });
}

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

const subscribe = requesting(fc.record({ user: one, plan: one, quantity: fc.integer({ min: 1, max: 3 }) }), {
  say: ({ user, plan, quantity }) => `user ${user} subscribes to ${quantity} of plan ${plan}`,
  asked: async (life, { user, plan, quantity }) => ({
    mutation: 'subscriptionCreate',
    input: { userId: pick(life.userIds, user), planId: pick(life.planIds, plan), quantity },
    selection: 'subscription { id }',
  }),
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

const cancel = about('subscriptionCancel', fc.record({ timing: fc.constantFrom('NOW', 'PERIOD_END') }), ({ timing }) => `is canceled, ${timing}`);
const uncancel = about('subscriptionUncancel', fc.constant({}), () => 'is not canceled after all');
const resume = about('subscriptionResume', fc.constant({}), () => 'goes on');
const pause = about(
  'subscriptionPause',
  fc.record({ days: fc.option(fc.integer({ min: 1, max: 80 }), { nil: null }) }),
  ({ days }) => `pauses ${days === null ? 'until further notice' : `for ${days} days`}`,
  async (life, { days }) => ({ resumesAt: days === null ? null : new Date((await life.now()).getTime() + days * DAY_MS).toISOString() }),
);

const pay = requesting(fc.record({ which: one }), {
  say: ({ which }) => `the open invoice ${which} is paid`,
  asked: async (life, { which }) => {
    const open = await life.rows(`SELECT id FROM invoice WHERE tenant_id = ? AND status IN ('OPEN', 'UNCOLLECTIBLE') ORDER BY id`);
    const invoiceId = pick(open, which)?.id as string | undefined;
    return invoiceId ? { mutation: 'invoicePay', input: { invoiceId }, selection: 'invoice { id } payment { id }' } : null;
  },
});

const refund = requesting(fc.record({ which: one, amountMinor: fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: null }) }), {
  say: ({ which, amountMinor }) => `${amountMinor ?? 'all'} of payment ${which} is given back`,
  asked: async (life, { which, amountMinor }) => {
    const charges = await life.rows(`SELECT id FROM payment WHERE tenant_id = ? AND kind = 'CHARGE' AND status = 'SUCCEEDED' ORDER BY id DESC`);
    const paymentId = pick(charges, which)?.id as string | undefined;
    return paymentId ? { mutation: 'paymentRefund', input: { paymentId, amountMinor }, selection: 'payment { id } refund { id }' } : null;
  },
});

const credit = fc.tuple(one, fc.integer({ min: -800, max: 1_500 }).filter((amount) => amount !== 0), anyDelivery).map(
  ([user, amountMinor, delivery]) =>
    new Step(`user ${user} is given credit of ${amountMinor}${told(delivery)}`, async (life) => {
      const input = { userId: pick(life.userIds, user), amountMinor, currency: 'GBP' };
      const { entry } = await life.ask({ mutation: 'creditBalanceAdjust', input, selection: 'entry { id }' }, delivery);
      if (entry) life.adjustedMinor += amountMinor;
    }),
);

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
  { weight: 4, arbitrary: subscribe },
  { weight: 8, arbitrary: wait },
  { weight: 7, arbitrary: change },
  { weight: 3, arbitrary: attach },
  { weight: 2, arbitrary: prefer },
  { weight: 2, arbitrary: pause },
  { weight: 2, arbitrary: resume },
  { weight: 2, arbitrary: cancel },
  { weight: 2, arbitrary: uncancel },
  { weight: 2, arbitrary: pay },
  { weight: 1, arbitrary: refund },
  { weight: 2, arbitrary: credit },
  { weight: 1, arbitrary: approve },
  { weight: 2, arbitrary: trouble },
);
