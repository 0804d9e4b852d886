import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { canonicalJsonText, toJsonText, type Jsonable } from '../../kernel/json';
import type { Database } from '../database/database';
import type { Desk } from '../database/desk';
import { instantToText } from '../database/instant-text';
import type { Work } from '../database/work';
import { IdempotencyKey } from './idempotency-key.entity';
import type { Reader } from './loader';
import type { NodeRegistry } from './node-registry';
import { recall, type Remembered } from './remembered-answer';
import type { UserError } from './user-error';

export interface Mutation {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | null };
}

/** The request of a mutation: who asks, where to write, and how an earlier answer is read again. */
export interface Writer extends Desk, Reader {
  readonly nodes: NodeRegistry;
  readonly database: Database;
}

export type Payload<Answer> = Partial<Answer> & { userErrors: readonly UserError[] };

const WAIT_MS = 12_000;
const POLL_MS = 50;

export interface Key {
  readonly actorId: string;
  readonly mutation: string;
  readonly keyHash: string;
  readonly inputHash: string;
}

export function keyOf(context: Writer, { name, input }: Mutation): Key | null {
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

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Inserts the key first, so that a concurrent use waits for this transaction; returns the earlier use when there is one.
 */
export async function claimKey(work: Work, key: Key, now: Date): Promise<IdempotencyKey | null> {
  const { actorId, mutation, keyHash, inputHash } = key;
  const fresh = { ...key, isDone: false, usedAt: now, answer: {} };
  if (await work.insertUnlessPresent(IdempotencyKey, fresh)) return null;
  const known = await work.from(IdempotencyKey).where({ actorId, mutation, keyHash }).one();
  // Set free between the two statements.
  if (!known) return claimKey(work, key, now);
  if (known.inputHash !== inputHash) {
    throw new GraphQLError('This idempotencyKey was used with another input. Use a new key for a new request.', {
      extensions: { code: 'IDEMPOTENCY_CONFLICT' },
    });
  }
  return known;
}

/** False when the key has an answer already. */
export async function recordAnswer(
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
export async function whenDone(context: Writer, known: IdempotencyKey): Promise<IdempotencyKey | null> {
  let latest: IdempotencyKey | null = known;
  while (latest && !latest.isDone && context.database.clock.now().getTime() - known.usedAt.getTime() < WAIT_MS) {
    await sleep(POLL_MS);
    latest = await findKey(context, known);
  }
  return latest;
}

export function findKey({ view }: Writer, { actorId, mutation, keyHash }: Pick<Key, 'actorId' | 'mutation' | 'keyHash'>): Promise<IdempotencyKey | null> {
  return view.from(IdempotencyKey).where({ actorId, mutation, keyHash }).one();
}

/** A use that is to be done, by whoever claimed its key then; or the one that was. */
type Claimed = { readonly usedAt: Date } | { readonly known: IdempotencyKey };

/** It is to be done by the first, or, when that one has died, by one of those who waited. */
export async function claimOrWait(context: Writer, key: Key): Promise<Claimed> {
  for (;;) {
    const usedAt = context.database.clock.now();
    const known = await context.transact((work) => claimKey(work, key, usedAt));
    if (!known) return { usedAt };
    const latest = await whenDone(context, known);
    if (latest?.isDone) return { known: latest };
    // Free again, or left behind.
    const now = context.database.clock.now();
    if (latest && (await context.transact((work) => takeOver(work, key, { usedAt: latest.usedAt, now })))) return { usedAt: now };
  }
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

/** Unless another use took us for dead, and has claimed it since. */
export async function freeKey(work: Work, { actorId, mutation, keyHash }: Key, usedAt: Date): Promise<void> {
  await work.change(
    'idempotency_key: free',
    `DELETE FROM idempotency_key WHERE tenant_id = :tenant AND actor_id = :actorId AND mutation = :mutation AND key_hash = :keyHash
     AND used_at = :usedAt AND is_done = 0`,
    { actorId, mutation, keyHash, usedAt: instantToText(usedAt) },
  );
}

export async function replay<Answer>(context: Writer, known: IdempotencyKey): Promise<Payload<Answer>> {
  const { answer, userErrors = [] } = known.answer as { answer?: Remembered; userErrors?: UserError[] };
  return { ...((answer ? await recall(context, answer, known.isDone ? 'AS_ANSWERED' : 'AS_IT_IS') : {}) as Partial<Answer>), userErrors };
}
