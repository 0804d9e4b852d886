import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { canonicalJsonText, toJsonText, type Jsonable } from '../../kernel/json';
import { Refusal } from '../../kernel/refusal';
import type { Desk } from '../database/desk';
import type { Database } from '../database/database';
import { instantToText } from '../database/instant-text';
import type { Work } from '../database/work';
import { IdempotencyKey } from './idempotency-key.entity';
import type { Reader } from './loader';
import type { NodeRegistry } from './node-registry';
import { recall, remember, type Remembered } from './remembered-answer';
import { toUserError, type UserError } from './user-error';

export interface Mutation {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | null };
}

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

/** The request of a mutation: who asks, where to write, and how an earlier answer is read again. */
export interface Writer extends Desk, Reader {
  readonly nodes: NodeRegistry;
  readonly database: Database;
}

type Payload<Answer> = Partial<Answer> & { userErrors: readonly UserError[] };

const WAIT_MS = 12_000;
const POLL_MS = 50;

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
    const known = key && (await claimOrWait(context, key));
    if (known) return replay(context, known);
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
      if (key) await context.transact((work) => freeKey(work, key));
      throw error;
    }
  });
}

/** We were so slow that another use of the key took us for dead, and has answered: what we did is rolled back. */
class Overtaken extends Error {}

/** Null for whoever is to do it: the first, or, when that one has died, one of those who waited. */
async function claimOrWait(context: Writer, key: Key): Promise<IdempotencyKey | null> {
  for (;;) {
    const now = context.database.clock.now();
    const known = await context.transact((work) => claimKey(work, key, now));
    if (!known) return null;
    const latest = await whenDone(context, known);
    if (latest?.isDone) return latest;
    // Free again, or left behind.
    if (latest && (await context.transact((work) => takeOver(work, key, { usedAt: latest.usedAt, now: context.database.clock.now() })))) return null;
  }
}

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

interface Key {
  readonly actorId: string;
  readonly mutation: string;
  readonly keyHash: string;
  readonly inputHash: string;
}

function keyOf(context: Writer, { name, input }: Mutation): Key | null {
  const key = input.idempotencyKey;
  if (key == null) return null;
  if (key.length === 0 || key.length > 255) {
    throw new GraphQLError('idempotencyKey must have 1 to 255 characters.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return {
    actorId: context.actor.id,
    mutation: name,
    keyHash: hash(key),
    inputHash: hash(canonicalJsonText(input)),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Inserts the key first, so that a concurrent use waits for this transaction; returns the earlier use when there is one.
 */
async function claimKey(work: Work, key: Key, now: Date): Promise<IdempotencyKey | null> {
  const { actorId, mutation, keyHash, inputHash } = key;
  const fresh = { ...key, isDone: false, usedAt: now, answer: {} };
  if (await work.insertUnlessPresent(IdempotencyKey, fresh)) return null;
  const known = await work.from(IdempotencyKey).where({ actorId, mutation, keyHash }).one();
  if (!known) throw new Error('an idempotency key was neither inserted nor found');
  if (known.inputHash !== inputHash) {
    throw new GraphQLError('This idempotencyKey was used with another input. Use a new key for a new request.', {
      extensions: { code: 'IDEMPOTENCY_CONFLICT' },
    });
  }
  return known;
}

/** False when the key has an answer already. */
async function recordAnswer(
  work: Work,
  { actorId, mutation, keyHash }: Key,
  { answer, userErrors, isDone }: { answer: Remembered; userErrors: readonly UserError[]; isDone: boolean },
): Promise<boolean> {
  const recorded = await work.change(
    'idempotency_key: answer',
    `UPDATE idempotency_key SET answer = :answer, is_done = :isDone
     WHERE tenant_id = :tenant AND actor_id = :actorId AND mutation = :mutation AND key_hash = :keyHash AND is_done = 0`,
    { actorId, mutation, keyHash, isDone: isDone ? 1 : 0, answer: toJsonText({ answer, userErrors } as unknown as Jsonable) },
  );
  return recorded > 0;
}

/** Waits for the use that is under way, at most as long as one may take; null when its key is free again. */
async function whenDone(context: Writer, known: IdempotencyKey): Promise<IdempotencyKey | null> {
  let latest: IdempotencyKey | null = known;
  while (latest && !latest.isDone && context.database.clock.now().getTime() - known.usedAt.getTime() < WAIT_MS) {
    await sleep(POLL_MS);
    latest = await findKey(context, known);
  }
  return latest;
}

function findKey({ view }: Writer, { actorId, mutation, keyHash }: Pick<Key, 'actorId' | 'mutation' | 'keyHash'>): Promise<IdempotencyKey | null> {
  return view.from(IdempotencyKey).where({ actorId, mutation, keyHash }).one();
}

/** True for one of those who waited. */
async function takeOver(work: Work, { actorId, mutation, keyHash }: Key, { usedAt, now }: { usedAt: Date; now: Date }): Promise<boolean> {
  const taken = await work.change(
    'idempotency_key: take over',
    `UPDATE idempotency_key SET used_at = :now WHERE tenant_id = :tenant AND actor_id = :actorId AND mutation = :mutation AND key_hash = :keyHash
     AND used_at = :usedAt AND is_done = 0`,
    { actorId, mutation, keyHash, usedAt: instantToText(usedAt), now: instantToText(now) },
  );
  return taken === 1;
}

async function freeKey(work: Work, { actorId, mutation, keyHash }: Key): Promise<void> {
  await work.change(
    'idempotency_key: free',
    'DELETE FROM idempotency_key WHERE tenant_id = :tenant AND actor_id = :actorId AND mutation = :mutation AND key_hash = :keyHash AND is_done = 0',
    { actorId, mutation, keyHash },
  );
}

async function replay<Answer>(context: Writer, known: IdempotencyKey): Promise<Payload<Answer>> {
  const { answer, userErrors = [] } = known.answer as { answer?: Remembered; userErrors?: UserError[] };
  return { ...((answer ? await recall(context, answer, known.isDone ? 'AS_ANSWERED' : 'AS_IT_IS') : {}) as Partial<Answer>), userErrors };
}
