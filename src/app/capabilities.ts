import type { Capability } from '../platform/capability';
import { billing } from '../capabilities/billing/capability';
import { catalog } from '../capabilities/catalog/capability';
import { identity } from '../capabilities/identity/capability';
import { insights } from '../capabilities/insights/capability';
import { notifications } from '../capabilities/notifications/capability';
import { ops } from '../capabilities/ops/capability';
import { orders } from '../capabilities/orders/capability';
import { recommendations } from '../capabilities/recommendations/capability';
import { stock } from '../capabilities/stock/capability';
import { subscriptions } from '../capabilities/subscriptions/capability';
import { tenants } from '../capabilities/tenants/capability';

/** THE LIST, from foundation to roof: a capability may use the contracts of earlier ones and react to events of any. */
export const capabilities: readonly Capability[] = [
  tenants,
  identity,
  catalog,
  stock,
  billing,
  subscriptions,
  orders,
  recommendations,
  insights,
  notifications,
  ops,
];
