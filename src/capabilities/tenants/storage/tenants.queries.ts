import type { View } from '../../../platform/database/view';
import { Tenant } from '../model/tenant.entity';
import { TestClock } from '../model/test-clock.entity';

/** The View's own tenant. */
export async function getTenant(view: View): Promise<Tenant> {
  const tenant = await view.from(Tenant).one();
  if (!tenant) throw new Error(`tenant ${view.tenantId} does not exist`);
  return tenant;
}

export function findTestClock(view: View): Promise<TestClock | null> {
  return view.from(TestClock).one();
}
