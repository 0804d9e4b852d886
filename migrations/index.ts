import { CreatePlatform1763715600000 } from './20261121090000-create-platform';
import { CreateTenants1763715660000 } from './20261121090100-create-tenants';
import { CreateIdentity1763715720000 } from './20261121090200-create-identity';
import { CreateNotifications1763716020000 } from './20261121090700-create-notifications';

/** One history for both engines, oldest first. */
export const migrations = [CreatePlatform1763715600000, CreateTenants1763715660000, CreateIdentity1763715720000, CreateNotifications1763716020000];
