import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Gauge } from 'prom-client';
import type { Context } from '../platform/graphql/context';

/** GraphQL's subscribe, with a new context for each event: what an earlier event read must not answer a later one. */
export async function subscribeAnew(
  args: ExecutionArgs,
  running: Gauge,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]() as AsyncGenerator<unknown, void, void>;
  running.inc();
  const answers = answer(events, args);
  const end = answers.return.bind(answers);
  let hasEnded = false;
  answers.return = async (value) => {
    if (!hasEnded) running.dec();
    hasEnded = true;
    // The source waits for the next event; it must be told first, or the return would wait with it.
    await events.return();
    return end(value);
  };
  return answers;
}

async function* answer(events: AsyncGenerator<unknown, void, void>, args: ExecutionArgs): AsyncGenerator<ExecutionResult, void, void> {
  for await (const rootValue of events) {
    yield execute({ ...args, rootValue, contextValue: (args.contextValue as Context).renewed() });
  }
}
