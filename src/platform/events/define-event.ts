import type { NewEvent } from '../../kernel/event';
import type { Jsonable } from '../../kernel/json';

type EventData = Readonly<Record<string, Jsonable>>;

/** A kind of event: call it with the data to make one for `work.emit`. */
export interface EventType<Data extends EventData = EventData> {
  (data: Data): NewEvent;
  readonly type: string;
  readonly version: number;
  readonly description: string;
}

const eventTypes = new Map<string, EventType>();

/**
 * Declares a kind of event. `object` and `user` name the fields of the data that hold the id of what changed and of the user
 * that it concerns. Data holds ids, states, amounts and codes only.
 */
export function defineEvent<Data extends EventData>(spec: {
  type: string;
  version?: number;
  object: keyof Data & string;
  user?: keyof Data & string;
  description: string;
}): EventType<Data> {
  const version = spec.version ?? 1;
  const make = (data: Data): NewEvent => ({
    type: spec.type,
    version,
    objectId: data[spec.object] as string,
    userId: spec.user ? ((data[spec.user] as string | null | undefined) ?? null) : null,
    data,
  });
  const eventType = Object.assign(make, { type: spec.type, version, description: spec.description });
  if (eventTypes.has(spec.type)) throw new Error(`the event ${spec.type} is declared twice`);
  eventTypes.set(spec.type, eventType as unknown as EventType);
  return eventType;
}

export function declaredEvents(): readonly EventType[] {
  return [...eventTypes.values()];
}
