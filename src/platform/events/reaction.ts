import type { LoggedEvent, NewEvent } from '../../kernel/event';
import type { Work } from '../database/work';
import type { EventType } from './define-event';

type DataOf<Type> = Type extends (data: infer Data) => NewEvent ? Data : never;

/** What an event's data is after its way through JSON: instants are text, big numbers are numbers or text. */
export type Wired<Data> = { readonly [Key in keyof Data]: WiredValue<Data[Key]> };
type WiredValue<Value> = Value extends bigint ? number | string : Value extends Date ? string : Value;

/**
 * A sentence: `<do>-when-<noun>-<happens>`. It runs in one transaction together with the move of its position in the log, so
 * its effect on our own tables happens once; what leaves the process goes through a job.
 */
export interface Reaction {
  readonly name: string;
  readonly types: readonly string[];
  /** Which of the events of these types it does anything about; the others are passed over. All of them when left out. */
  readonly when?: (event: LoggedEvent<never>) => boolean;
  run(work: Work, event: LoggedEvent<never>): Promise<void>;
  /** For reactions to what comes in crowds: those with different answers do not mind each other's order, and share their statements. */
  readonly togetherBy?: (event: LoggedEvent<never>) => string;
}

// The data is typed by the event's declaration; `any` stands for "some declared event" only here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function defineReaction<Type extends EventType<any>>(reaction: {
  name: string;
  on: Type | readonly Type[];
  when?: (event: LoggedEvent<Wired<DataOf<Type>>>) => boolean;
  run: (work: Work, event: LoggedEvent<Wired<DataOf<Type>>>) => Promise<void>;
  togetherBy?: (event: LoggedEvent<Wired<DataOf<Type>>>) => string;
}): Reaction {
  const types = (Array.isArray(reaction.on) ? reaction.on : [reaction.on]) as readonly Type[];
  const { name, when, run, togetherBy } = reaction as unknown as Omit<Reaction, 'types'>;
  return { name, types: types.map(({ type }) => type), when, run, togetherBy };
}
