export { createApiKey } from './actions/create-api-key';
export { createTenant } from './actions/create-tenant';
export { createTestClock } from './actions/create-test-clock';
export { findTestClock, getTenant } from './storage/tenants.queries';
export type { Tenant, TenantMode } from './model/tenant.entity';
