import { Event } from '../platform/events/event.entity';
import { eventById } from '../platform/events/events.queries';
import { IdempotencyKey } from '../platform/graphql/idempotency-key.entity';
import type { NodeType } from '../platform/graphql/node-registry';

/** Entities that belong to the machinery, not to a capability. */
export const platformEntities: readonly Function[] = [Event, IdempotencyKey];

/** Their part of `node(id:)`. */
export const platformNodes: readonly NodeType[] = [{ prefix: 'evt', typeName: 'Event', loader: eventById, permission: 'events.read' }];
