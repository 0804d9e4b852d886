import { attach } from '../billing';
import { passTime, settleAfter } from '../crashes/pass-time';
import type { MortalProcess } from '../crashes/mortal-process';
import { subscriber } from '../people';
import type { Data, Shop } from '../shop';
import { adjustPoints, pointsProgram } from '../points';
import { shopAt, START } from '../subscribing';
import type { World } from '../world';
import { offerCoupons, offerPlans } from './offers';

/** How a request reaches us. */
export type Delivery =
  | { readonly kind: 'ONCE' }
  /** Two copies at once. */
  | { readonly kind: 'TWICE' }
  /** A copy after everything has settled. */
  | { readonly kind: 'AGAIN' }
  /** Whoever takes it dies at a point; the client asks another one again. */
  | { readonly kind: 'KILLED'; readonly at: number };

export interface Asked {
  readonly mutation: string;
  readonly input: Data;
  /** What is read of the answer, userErrors left out. */
  readonly selection: string;
}

/** Nothing but errors came back. */
function wasRefused({ userErrors: _errors, ...payload }: Data): boolean {
  return Object.values(payload).every((value) => value === null);
}

/** The gateway has little time in lives, and on a busy machine it may be late: what it did not answer is asked again. */
async function payer(shop: Shop): Promise<string> {
  const userId = await subscriber(shop);
  for (let patience = 20; ; patience -= 1) {
    const stored = await attach(shop.server, 'sandbox_succeeds', userId).catch((error: unknown) => (patience === 0 ? Promise.reject(error as Error) : null));
    if (stored) return userId;
  }
}

/** A shop with two users who subscribe and change their minds, as long as the story goes. Both can pay and have some points from the start. */
export class Life {
  /** Credit that was given and not refused, in all. */
  adjustedMinor = 0;
  /** Worth of the gift cards that were made. */
  giftedMinor = 0;
  readonly giftCardCodes: string[] = [];
  private requests = 0;

  private constructor(
    readonly world: World,
    readonly shop: Shop,
    readonly userIds: readonly string[],
    readonly planIds: readonly string[],
    readonly addOnIds: readonly string[],
    private readonly process: MortalProcess,
  ) {}

  static async begin(world: World, process: MortalProcess): Promise<Life> {
    const shop = await shopAt(world, START);
    const userIds = [await payer(shop), await payer(shop)];
    const { planIds, addOnIds } = await offerPlans(shop);
    await offerCoupons(shop);
    await pointsProgram(shop);
    for (const userId of userIds) await adjustPoints(shop.server, { userId, points: 300 });
    return new Life(world, shop, userIds, planIds, addOnIds, process);
  }

  /** Every copy of a request gets the same answer, but after a refusal, which does nothing and leaves the request's key free. */
  async ask({ mutation, input, selection }: Asked, delivery: Delivery): Promise<Data> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation Step($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code } } }`;
    const variables = { input: { ...input, idempotencyKey: `request ${(this.requests += 1)}` } };
    const send = async () => (await this.shop.server.do(document, variables))[mutation] as Data;
    if (delivery.kind === 'ONCE') return send();
    if (delivery.kind === 'TWICE') {
      const [one, other] = await Promise.all([send(), send()]);
      if (wasRefused(one)) return other;
      if (!wasRefused(other)) expect(other).toEqual(one);
      return one;
    }
    const first = delivery.kind === 'AGAIN' ? await send() : await this.sendToTheMortal(delivery.at, { document, variables, mutation });
    if (delivery.kind === 'AGAIN') await this.world.settle();
    const again = await send();
    if (first && !wasRefused(first)) expect(again).toEqual(first);
    return again;
  }

  /** Moves the clock. Whoever moves it may die on the way. */
  async advance(to: Date, killedAt: number | null): Promise<void> {
    if (killedAt !== null) {
      await this.mortally(killedAt, async () => {
        await this.shop.server.do(`mutation Go($to: DateTime!) { testClockAdvance(input: { to: $to }) { userErrors { code } } }`, { to: to.toISOString() });
        await this.process.work();
      });
    }
    await this.shop.advance(to.toISOString());
  }

  /** Everything that can happen now has happened, what the gateway tells included. */
  async quiet(): Promise<void> {
    await settleAfter(this.shop);
    const keys = new Set((await this.world.gateway.charges(this.shop.tenantId)).map(({ key }) => key));
    for (let patience = 100; patience > 0; patience -= 1) {
      const { undeliveredNotifications } = await this.world.gateway.report();
      if (!undeliveredNotifications.some(({ key }) => keys.has(key))) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.world.settle();
  }

  async now(): Promise<Date> {
    const { testClock } = await this.shop.server.do('{ testClock { now } }');
    return new Date(testClock.now as string);
  }

  /** Its rows in one statement, which names `:tenant` as its only parameter. */
  rows(sql: string): Promise<Data[]> {
    return this.world.program.database.across('platform administration').query(sql, [this.shop.tenantId]);
  }

  async subscriptionIds(): Promise<string[]> {
    return (await this.rows('SELECT id FROM subscription WHERE tenant_id = ? ORDER BY id')).map(({ id }) => id as string);
  }

  private async sendToTheMortal(at: number, { document, variables, mutation }: { document: string; variables: Data; mutation: string }): Promise<Data | null> {
    return this.mortally(at, async () => {
      const data = await this.process.do({ apiKey: this.shop.secretKey }, document, variables);
      return data && (data[mutation] as Data);
    });
  }

  private async mortally<Result>(at: number, act: () => Promise<Result>): Promise<Result> {
    await this.world.settle();
    const result = await this.process.points.live(at, act);
    const { isDead } = this.process.points;
    if (isDead) await settleAfter(this.shop);
    else await passTime(this.shop);
    return result;
  }
}
