import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Gauge } from 'prom-client';
import type { Group } from './shared-frames';

export interface Delivery {
  readonly running: Gauge;
  join(): Group;
  /** The payload for one event, as JSON text. */
  execute(event: object): Promise<string>;
  /** Resolves when the client can take more. */
  send(payload: string): Promise<void> | void;
  /** What the client is told of an error that ends the stream. */
  failure(error: unknown): Error;
}

/**
 * Runs a subscription and writes its frames itself: they are made once for all who asked the same. What it returns yields
 * nothing; it ends when the stream does.
 */
export async function deliverEvents(args: ExecutionArgs, delivery: Delivery): Promise<AsyncGenerator<never, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]() as AsyncGenerator<object, void, void>;
  const group = delivery.join();
  delivery.running.inc();
  let hasEnded = false;
  const leave = () => {
    if (hasEnded) return;
    hasEnded = true;
    delivery.running.dec();
    group.leave();
  };
  const frames = sendEach(events, group, delivery, leave);
  const end = frames.return.bind(frames);
  frames.return = async (value) => {
    leave();
    // The source waits for the next event; it must be told first, or the return would wait with it.
    await events.return();
    return end(value);
  };
  return frames;
}

async function* sendEach(
  events: AsyncGenerator<object, void, void>,
  group: Group,
  delivery: Delivery,
  leave: () => void,
): AsyncGenerator<never, void, void> {
  try {
    for await (const event of events) {
      const sending = delivery.send(await group.payloadOf(event, () => delivery.execute(event)));
      if (sending) await sending;
    }
  } catch (error) {
    throw delivery.failure(error);
  } finally {
    leave();
  }
}
