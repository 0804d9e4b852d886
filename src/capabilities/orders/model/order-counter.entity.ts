import { Entity } from 'typeorm';
import { BigIntColumn, TenantColumn } from '../../../platform/database/columns';

/** The number that the tenant's newest order got. */
@Entity('order_counter')
export class OrderCounter {
  @TenantColumn()
  tenantId: string;

  @BigIntColumn()
  last: bigint;
}
