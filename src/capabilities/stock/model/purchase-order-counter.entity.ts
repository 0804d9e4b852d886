import { Entity } from 'typeorm';
import { IntColumn, TenantColumn } from '../../../platform/database/columns';

/** The last number of a tenant's purchase orders: its row is what makes them follow each other without a gap. */
@Entity('purchase_order_counter')
export class PurchaseOrderCounter {
  @TenantColumn()
  tenantId: string;

  @IntColumn()
  last: number;
}
