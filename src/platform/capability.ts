import type { NodeType } from './graphql/node-registry';
import type { PermissionTable } from './graphql/permission';
import type { EventType } from './events/define-event';
import type { Reaction } from './events/reaction';
import type { Invariant } from './invariant';
import type { Job } from './jobs/job';
import type { SealedColumn } from './crypto/reseal';

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
  /** What of it is sealed, so that a change of the deployment's secret reaches it. */
  readonly sealed?: readonly SealedColumn[];
}

export function defineCapability(capability: Capability): Capability {
  return capability;
}
