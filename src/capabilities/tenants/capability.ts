import { defineCapability } from '../../platform/capability';
import { Account } from './model/account.entity';
import { ApiKey } from './model/api-key.entity';
import { Tenant } from './model/tenant.entity';
import { TestClock } from './model/test-clock.entity';
import './model/refusals';
import { advanceTestClockJob } from './jobs/advance-test-clock.job';
import { TestClockResolver } from './graphql/test-clock.resolver';

/** For the wiring alone: these look at all tenants, so no resolver may reach them. */
export { allAccounts, allTenantIds, allTenants, findKey, findTestClockNow, type KnownKey } from './storage/across-tenants.queries';

/** For the command line, whose operator stands above the tenants. */
export { advanceTestClock } from './actions/advance-test-clock';
export { createApiKey } from './actions/create-api-key';
export { createTenant } from './actions/create-tenant';
export { createTestClock } from './actions/create-test-clock';
export { revokeApiKey } from './actions/revoke-api-key';
export { advanceTestClockJob } from './jobs/advance-test-clock.job';
export { ApiKey, type ApiKeyKind } from './model/api-key.entity';
export { Tenant, type TenantMode } from './model/tenant.entity';
export { TestClock, TestClockStatus } from './model/test-clock.entity';
export { findTestClock } from './storage/tenants.queries';

export const tenants = defineCapability({
  name: 'tenants',
  entities: [Account, Tenant, ApiKey, TestClock],
  resolvers: [TestClockResolver],
  permissions: {
    'testClock.manage': { roles: ['ADMIN', 'SERVER'], description: 'Read, create and advance the test clock of a TEST tenant.' },
  },
  jobs: [advanceTestClockJob],
});
