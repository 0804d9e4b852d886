import { defineCapability } from '../../platform/capability';
import { Account } from './model/account.entity';
import { ApiKey } from './model/api-key.entity';
import { Tenant } from './model/tenant.entity';
import { TestClock } from './model/test-clock.entity';
import './model/refusals';
import { advanceTestClockJob } from './jobs/advance-test-clock.job';
import { TestClockResolver } from './graphql/test-clock.resolver';

/** For the wiring alone: these look at all tenants, so no resolver may reach them. */
export { allTenantIds, findKey, findTestClockNow, type KnownKey } from './storage/across-tenants.queries';

export const tenants = defineCapability({
  name: 'tenants',
  entities: [Account, Tenant, ApiKey, TestClock],
  resolvers: [TestClockResolver],
  permissions: {
    'testClock.manage': { roles: ['ADMIN', 'SERVER'], description: 'Read, create and advance the test clock of a TEST tenant.' },
  },
  jobs: [advanceTestClockJob],
});
