import { randomUUID } from 'node:crypto';
import { canonicalJsonText, type Jsonable } from '../../kernel/json';
import { Refusal } from '../../kernel/refusal';
import type { Work } from '../database/work';
import { claimKey, claimOrWait, findKey, freeKey, hash, keyOf, recordAnswer, replay, whenDone, type Mutation, type Payload, type Writer } from './idempotency-keys';
import { remember } from './remembered-answer';
import { toUserError, type UserError } from './user-error';

export interface Steps<Answer extends object, State> {
  /**
   * The first transaction: commits what a crash must not lose. Its answer is what a repeat gets if nothing more happens; without a
   * state nothing is left to do.
   */
  readonly begin: (work: Work) => Promise<{ answer: Answer; state: State | null }>;
  /**
   * After its commit: calls the network and settles. What it returns replaces the first answer. A transaction opened by `settle`
   * also remembers the answer for the idempotency key, so that no further one is needed.
   */
  readonly finish: (state: State, settle: Settle<Answer>) => Promise<Finished<Answer>>;
}

export interface Finished<Answer> {
  readonly answer: Answer;
  readonly userErrors: readonly UserError[];
}

export type Settle<Answer> = (action: (work: Work) => Promise<Finished<Answer>>) => Promise<Finished<Answer>>;

/**
 * Rule: same key and input replays the first answer; another input is IDEMPOTENCY_CONFLICT; concurrent use waits. A use that was
 * refused has done nothing and leaves its key free.
 */
export async function mutate<Answer extends object>(
  context: Writer,
  mutation: Mutation,
  action: (work: Work) => Promise<Answer>,
): Promise<Payload<Answer>> {
  return refusalsAsErrors(async () => {
    const key = keyOf(context, mutation);
    if (!key) return { ...(await context.transact(action)), userErrors: [] };
    const outcome = await context.transact(async (work) => {
      const known = await claimKey(work, key, context.database.clock.now());
      if (known) return { known };
      const answer = await action(work);
      await recordAnswer(work, key, { answer: remember(context, answer), userErrors: [], isDone: true });
      return { answer };
    });
    if (outcome.known) return replay(context, outcome.known);
    return { ...outcome.answer, userErrors: [] };
  });
}

export async function mutateInSteps<Answer extends object, State>(
  context: Writer,
  mutation: Mutation,
  steps: Steps<Answer, State>,
): Promise<Payload<Answer>> {
  return refusalsAsErrors(async () => {
    const key = keyOf(context, mutation);
    const outcome = await context.transact(async (work) => {
      const known = key && (await claimKey(work, key, context.database.clock.now()));
      if (known) return { known };
      const begun = await steps.begin(work);
      if (key) await recordAnswer(work, key, { answer: remember(context, begun.answer), userErrors: [], isDone: begun.state === null });
      return { begun };
    });
    if (outcome.known) return replay(context, (await whenDone(context, outcome.known)) ?? outcome.known);
    const { answer, state } = outcome.begun;
    if (state === null) return { ...answer, userErrors: [] };
    let recorded: Finished<Answer> | null = null;
    const record = async (work: Work, finished: Finished<Answer>) => {
      if (key) await recordAnswer(work, key, { ...finished, answer: remember(context, finished.answer), isDone: true });
      return finished;
    };
    const settle: Settle<Answer> = async (action) =>
      (recorded = await context.transact(async (work) => record(work, await action(work))));
    const finished = await refusalAsAnswer(answer, () => steps.finish(state, settle));
    if (key && finished !== recorded) await context.transact((work) => record(work, finished));
    return { ...finished.answer, userErrors: finished.userErrors };
  });
}

export interface CallAndKeep<Called, Answer> {
  /** Calls the network. The same `repeatKey` comes again with the same request, so that the other side can do it once. */
  readonly call: (repeatKey: string) => Promise<Called>;
  /** Writes down what came of it. */
  readonly keep: (work: Work, called: Called) => Promise<Answer>;
}

/**
 * A mutation of which nothing stands before the network has answered. What was refused, or failed, leaves its key free; a use whose
 * process died is done by the next one.
 */
export async function mutateAfterCall<Called, Answer extends object>(
  context: Writer,
  mutation: Mutation,
  { call, keep }: CallAndKeep<Called, Answer>,
): Promise<Payload<Answer>> {
  return refusalsAsErrors(async () => {
    const key = keyOf(context, mutation);
    const claimed = key && (await claimOrWait(context, key));
    if (claimed && 'known' in claimed) return replay(context, claimed.known);
    try {
      const called = await call(key ? hash(canonicalJsonText([context.view.tenantId, key as unknown as Jsonable])) : hash(randomUUID()));
      const answer = await context.transact(async (work) => {
        const kept = await keep(work, called);
        if (key && !(await recordAnswer(work, key, { answer: remember(context, kept), userErrors: [], isDone: true }))) throw new Overtaken();
        return kept;
      });
      return { ...answer, userErrors: [] };
    } catch (error) {
      if (key && error instanceof Overtaken) return replay(context, (await findKey(context, key))!);
      if (key && claimed) await context.transact((work) => freeKey(work, key, claimed.usedAt));
      throw error;
    }
  });
}

/** We were so slow that another use of the key took us for dead, and has answered: what we did is rolled back. */
class Overtaken extends Error {}

/** A Refusal after the first commit rolls nothing of it back, and is remembered like every other answer. */
async function refusalAsAnswer<Answer>(answer: Answer, finish: () => Promise<Finished<Answer>>): Promise<Finished<Answer>> {
  try {
    return await finish();
  } catch (error) {
    if (error instanceof Refusal) return { answer, userErrors: [toUserError(error)] };
    throw error;
  }
}

/** A Refusal becomes an entry of `userErrors`; what it was about is rolled back by then. */
export async function refusalsAsErrors<Answer>(run: () => Promise<Payload<Answer>>): Promise<Payload<Answer>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return { userErrors: [toUserError(error)] } as unknown as Payload<Answer>;
    throw error;
  }
}
