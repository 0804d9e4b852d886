export { getTenant } from './storage/tenants.queries';
export type { Tenant, TenantMode } from './model/tenant.entity';
