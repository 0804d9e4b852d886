import type { NodeType } from './graphql/node-registry';
import type { PermissionTable } from './graphql/permission';
import type { EventType } from './events/define-event';
import type { Reaction } from './events/reaction';
import type { Invariant } from './invariant';
import type { Job } from './jobs/job';

/** What a capability adds to the program. Only app/ and cli/ import it. */
export interface Capability {
  readonly name: string;
  readonly entities: readonly Function[];
  readonly resolvers: readonly Function[];
  readonly nodes?: readonly NodeType[];
  readonly permissions?: PermissionTable;
  readonly events?: readonly EventType<never>[];
  readonly reactions?: readonly Reaction[];
  readonly jobs?: readonly Job[];
  readonly invariants?: readonly Invariant[];
}

export function defineCapability(capability: Capability): Capability {
  return capability;
}
