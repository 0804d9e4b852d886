export { createApiKey } from './actions/create-api-key';
export { createTenant } from './actions/create-tenant';
export { createTestClock } from './actions/create-test-clock';
export { allAccounts } from './storage/accounts.queries';
export { allTenants, findTestClock } from './storage/tenants.queries';
export { getTenant } from './storage/tenants.queries';
export type { Tenant, TenantMode } from './model/tenant.entity';
