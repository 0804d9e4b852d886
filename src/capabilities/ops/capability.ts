import { defineCapability } from '../../platform/capability';
import { OpsResolver } from './graphql/ops.resolver';

export const ops = defineCapability({
  name: 'ops',
  entities: [],
  resolvers: [OpsResolver],
  permissions: {
    'invariants.read': { roles: ['STAFF', 'ADMIN'], description: 'See whether the data of the tenant obeys its rules.' },
  },
});
