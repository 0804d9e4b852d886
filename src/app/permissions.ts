import type { PermissionTable } from '../platform/graphql/permission';
import { READ_ALL_EVENTS } from '../platform/events/event-stream';
import type { Capability } from '../platform/capability';

const platformPermissions: PermissionTable = {
  'events.read': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read the events that concern yourself.' },
  [READ_ALL_EVENTS]: { roles: ['STAFF', 'ADMIN'], description: 'Read every event of the tenant.' },
};

/** The one table: who may do what. */
export function permissionsOf(capabilities: readonly Capability[]): PermissionTable {
  return Object.assign({}, platformPermissions, ...capabilities.map(({ permissions }) => permissions ?? {})) as PermissionTable;
}
