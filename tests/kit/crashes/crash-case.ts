import type { Data, Shop } from '../shop';
import type { World } from '../world';
import { lawsOf } from '../laws/laws';
import { MortalProcess } from './mortal-process';
import { outcomeOf } from './outcome';
import { settleAfter } from './pass-time';

/** Something that a process does and may not live to finish. */
export interface CrashCase<State> {
  /** A new shop, up to the moment at which the process that may die begins. */
  prepare(): Promise<{ shop: Shop; state: State }>;
  /** What the process does. */
  act(process: MortalProcess, shop: Shop, state: State): Promise<unknown>;
  /** The world goes on with another process: the client asks again, the clock moves. `answer`: what the first process answered, or null. */
  goOn(shop: Shop, state: State, answer: unknown): Promise<void>;
}

export interface Crashes {
  /** How many points there are from which the process could not go on. */
  readonly points: number;
  /** What each of those deaths left different, by the point; empty when none did. */
  readonly wrong: Readonly<Record<string, unknown>>;
  /** How it ends when nobody dies. */
  readonly end: Data;
}

/** EVERY_CHANGE: where something has just become durable or was asked of the gateway; between two of these points nothing else is left behind. */
export type Thoroughness = 'EVERY_POINT' | 'EVERY_CHANGE';

/** Of its changes every so manieth, and fewer of a server's many times slower lives. FAULT_POINTS=all is for the patient: every point of every case, on any engine; FAULT_POINTS=2/5 a fifth of them, the second one. */
const ON_SQLITE = 2;
const ON_A_SERVER = 5;

/**
 * Lets the process die at its points in turn, each time in a new shop. Wherever it was: in the end everything is as if it had
 * lived, and the laws hold.
 */
export async function crashEverywhere<State>(world: World, crashCase: CrashCase<State>, thoroughness: Thoroughness = 'EVERY_CHANGE'): Promise<Crashes> {
  const mortal = await MortalProcess.start(world);
  try {
    const alive = await live(world, mortal, { crashCase, fatal: null });
    const wrong: Record<string, unknown> = alive.broken.length > 0 ? { 'nobody died': alive.broken } : {};
    let reached = 0;
    const points = pointsToTry(alive.passed, thoroughness, world);
    for (const fatal of points) {
      const { passed, outcome, broken } = await live(world, mortal, { crashCase, fatal });
      const isSame = JSON.stringify(outcome) === JSON.stringify(alive.outcome);
      if (passed.length === fatal + 1) reached += 1;
      // One that got to its end before the point is right when all is: a crowd that fell apart has passed more points than one that did not.
      if (isSame && broken.length === 0) continue;
      wrong[`${fatal}: ${passed[fatal] ?? 'never reached'}`] = isSame ? { broken } : { broken, outcome };
    }
    if (reached < points.length / 2) wrong['most points'] = `were not reached: ${reached} of ${points.length}`;
    return { points: alive.passed.length, wrong, end: alive.outcome };
  } finally {
    await mortal.end();
  }
}

function pointsToTry(passed: readonly string[], thoroughness: Thoroughness, { program }: World): number[] {
  const all = [...passed.keys()];
  const { FAULT_POINTS = '' } = process.env;
  if (FAULT_POINTS === 'all') return all;
  const [, piece, pieces] = /^(\d+)\/(\d+)$/.exec(FAULT_POINTS) ?? [];
  if (pieces) return all.filter((point) => point % Number(pieces) === Number(piece) - 1);
  const changes = all.filter((point) => passed[point]!.startsWith('after '));
  const isOnServer = program.database.engine === 'mysql';
  if (thoroughness === 'EVERY_POINT' && !isOnServer) return all;
  const step = isOnServer ? ON_A_SERVER : ON_SQLITE;
  return changes.filter((_point, index) => index % step === step - 1 || changes.length < step);
}

/** A mutation with an idempotency key, whose client asks again when no answer came, and once more when all is over. */
export function asking<Variables extends { readonly input: { readonly idempotencyKey: string } }>(
  document: string,
  { prepare, until }: { prepare: () => Promise<{ shop: Shop; state: Variables }>; until: string },
): CrashCase<Variables> {
  return {
    prepare,
    act: async (process, shop, variables) => {
      const answer = await process.do({ apiKey: shop.secretKey }, document, variables);
      await process.work();
      return answer;
    },
    goOn: async (shop, variables, answer) => {
      const repeated = await shop.server.do(document, variables);
      if (answer) expect(repeated).toEqual(answer);
      await shop.advance(until);
      expect(await shop.server.do(document, variables)).toEqual(repeated);
    },
  };
}

interface Life<State> {
  readonly crashCase: CrashCase<State>;
  /** The point at which it ends; null for one that does not. */
  readonly fatal: number | null;
}

async function live<State>(world: World, mortal: MortalProcess, { crashCase: { prepare, act, goOn }, fatal }: Life<State>) {
  const { shop, state } = await prepare();
  await world.settle();
  const answer = await mortal.points.live(fatal, () => act(mortal, shop, state));
  const { passed } = mortal.points;
  const broken: string[] = [];
  await settleAfter(shop);
  await goOn(shop, state, answer).catch((error: unknown) => broken.push(String(error)));
  await settleAfter(shop);
  return { passed, outcome: await outcomeOf(shop), broken: [...broken, ...(await lawsOf(shop))] };
}
