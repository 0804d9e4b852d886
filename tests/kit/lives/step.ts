import fc from 'fast-check';
import type { Data } from '../shop';
import type { Asked, Delivery, Life } from './life';

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

export const anyDelivery: fc.Arbitrary<Delivery> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'ONCE' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'TWICE' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'AGAIN' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('KILLED' as const), at: fc.nat(60) }) },
);

const how: Readonly<Record<Delivery['kind'], string>> = { ONCE: '', TWICE: ', asked twice at once', AGAIN: ', and asked again later', KILLED: ', and who is asked dies at point ' };
/** The end of a step's sentence. */
export const told = (delivery: Delivery) => `${how[delivery.kind]}${delivery.kind === 'KILLED' ? delivery.at : ''}`;

/** Which one of several is meant: there may be fewer. */
export const one = fc.nat(7);
export const pick = <Value>(values: readonly Value[], which: number): Value | undefined => values[which % (values.length || 1)];

/** A step that is one request, if there is what it is about. */
export function requesting<Input>(input: fc.Arbitrary<Input>, { say, asked }: { say: (input: Input) => string; asked: (life: Life, input: Input) => Promise<Asked | null> }) {
  return fc.tuple(input, anyDelivery).map(([given, delivery]) => {
    return new Step(`${say(given)}${told(delivery)}`, async (life) => {
      const request = await asked(life, given);
      if (request) await life.ask(request, delivery);
    });
  });
}

/** A step that is one request about one of the subscriptions. */
export function about(mutation: string, input: fc.Arbitrary<Data>, say: (input: Data) => string, inputOf: (life: Life, input: Data) => Promise<Data> = async (_life, given) => given) {
  return requesting(fc.tuple(one, input), {
    say: ([which, given]) => `subscription ${which} ${say(given)}`,
    asked: async (life, [which, given]) => {
      const subscriptionId = pick(await life.subscriptionIds(), which);
      return subscriptionId === undefined ? null : { mutation, input: { subscriptionId, ...(await inputOf(life, given)) }, selection: 'subscription { id }' };
    },
  });
}
