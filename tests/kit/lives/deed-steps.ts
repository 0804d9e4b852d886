import fc from 'fast-check';
import { DAY_MS } from '../../../src/kernel/clock';
import type { Data } from '../shop';
import type { Life } from './life';
import { deedUnderPreview } from './previews';
import { anyDelivery, one, pick, Step, told } from './step';

interface Deed {
  readonly mutation: string;
  /** What a preview calls it. */
  readonly action: string;
  readonly say: (given: Data) => string;
  /** What is asked of mutation and preview alike. */
  readonly inputOf?: (life: Life, given: Data) => Promise<Data>;
}

/** A step that does something with one of the subscriptions, previewed before. */
function deed(input: fc.Arbitrary<Data>, { mutation, action, say, inputOf = async (_life, given) => given }: Deed): fc.Arbitrary<Step> {
  return fc.tuple(one, input, anyDelivery).map(
    ([which, given, delivery]) =>
      new Step(`subscription ${which} ${say(given)}${told(delivery)}`, async (life) => {
        const subscriptionId = pick(await life.subscriptionIds(), which);
        if (subscriptionId !== undefined) await deedUnderPreview(life, { mutation, action, input: { subscriptionId, ...(await inputOf(life, given)) } }, delivery);
      }),
  );
}

const inDays = async (life: Life, days: number) => new Date((await life.now()).getTime() + days * DAY_MS).toISOString();

export const pause = deed(fc.record({ days: fc.option(fc.integer({ min: 1, max: 80 }), { nil: null }) }), {
  mutation: 'subscriptionPause',
  action: 'PAUSE',
  say: ({ days }) => `pauses ${days === null ? 'until further notice' : `for ${days} days`}`,
  inputOf: async (life, { days }) => ({ resumesAt: days === null ? null : await inDays(life, days) }),
});

export const resume = deed(fc.constant({}), { mutation: 'subscriptionResume', action: 'RESUME', say: () => 'goes on' });

export const skip = deed(fc.constant({}), { mutation: 'subscriptionSkipCycle', action: 'SKIP_CYCLE', say: () => 'skips its next period' });

const anyProration = fc.constantFrom('NONE', 'CREATE_PRORATIONS');

export const cancel = deed(fc.record({ timing: fc.constantFrom('NOW', 'PERIOD_END'), prorationBehavior: anyProration }), {
  mutation: 'subscriptionCancel',
  action: 'CANCEL',
  say: ({ timing, prorationBehavior }) => `is canceled, ${timing}, by ${prorationBehavior}`,
});

export const cancelAtDate = deed(fc.record({ days: fc.integer({ min: 1, max: 70 }), prorationBehavior: anyProration }), {
  mutation: 'subscriptionCancel',
  action: 'CANCEL',
  say: ({ days, prorationBehavior }) => `is to end in ${days} days, by ${prorationBehavior}`,
  inputOf: async (life, { days, prorationBehavior }) => ({ cancelAt: await inDays(life, days), prorationBehavior }),
});

export const uncancel = deed(fc.constant({}), { mutation: 'subscriptionUncancel', action: 'UNCANCEL', say: () => 'is not canceled after all' });

export const changeAddOns = deed(
  fc.record({ addOn: fc.nat(1), quantity: fc.integer({ min: 0, max: 3 }), timing: fc.constantFrom('NOW', 'PERIOD_END'), prorationBehavior: fc.constantFrom('CREATE_PRORATIONS', 'CREATE_PRORATIONS', 'NONE') }),
  {
    mutation: 'subscriptionChangeAddOns',
    action: 'CHANGE_ADD_ONS',
    say: ({ addOn, quantity, timing, prorationBehavior }) => `takes ${quantity} of add-on ${addOn}, ${timing} by ${prorationBehavior}`,
    inputOf: async (life, { addOn, quantity, ...rest }) => ({ addOns: [{ addOnId: life.addOnIds[addOn as number], quantity }], ...rest }),
  },
);
