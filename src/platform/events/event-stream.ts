import { GraphQLError } from 'graphql';
import { decodeCursor, BadPageArgs } from '../../kernel/page';
import type { Context } from '../graphql/context';
import type { Event } from './event.entity';

export interface StreamArgs {
  readonly after?: string | null;
  readonly types?: readonly string[] | null;
}

/** Who may see every event of the tenant; anybody else sees those that concern her. */
export const READ_ALL_EVENTS = 'events.readAll';

/** True when the viewer may see an event. */
export function maySee(context: Context, event: Event): boolean {
  return context.actor.can(READ_ALL_EVENTS) || (event.userId !== null && event.userId === context.actor.userId);
}

/**
 * Events after a cursor, then live ones: what every subscription of the schema is made of. `tell` says what of an event the
 * subscriber is told; null is nothing. The generator ends when its consumer returns it.
 */
export function streamOf(
  context: Context,
  { after, types }: StreamArgs,
  accepts: (event: Event) => boolean,
  tell: (event: Event) => Event | Promise<Event | null> = (event) => event,
): AsyncGenerator<Event, void, void> {
  const position = after == null ? null : positionOf(after);
  const wanted = types && types.length > 0 ? new Set(types) : null;
  const stop = new AbortController();
  const source = context.feed.follow(context.view.tenantId, position, stop.signal);
  const filtered = (async function* () {
    for await (const event of source) {
      if ((wanted && !wanted.has(event.type)) || !accepts(event)) continue;
      const told = await tell(event);
      if (told) yield told;
    }
  })();
  return endingAtOnce(filtered, stop);
}

/** The sequence behind an event cursor. Throws BAD_USER_INPUT for what is none. */
export function positionOf(cursor: string): number {
  const sequence = Number(cursorValue(cursor));
  if (Number.isSafeInteger(sequence) && sequence >= 0) return sequence;
  throw new GraphQLError(`"${cursor}" is not the cursor of an event.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function cursorValue(cursor: string): unknown {
  try {
    return decodeCursor(cursor)[0];
  } catch (error) {
    if (error instanceof BadPageArgs) return NaN;
    throw error;
  }
}

/** A generator that waits for the next event cannot be returned: the abort wakes it first. */
function endingAtOnce<Value>(generator: AsyncGenerator<Value, void, void>, stop: AbortController): AsyncGenerator<Value, void, void> {
  const end = generator.return.bind(generator);
  generator.return = (value) => {
    stop.abort();
    return end(value);
  };
  return generator;
}
