import { Entity } from 'typeorm';
import { IntColumn, TenantColumn } from '../../../platform/database/columns';

/** The last invoice number of a tenant: its row is what makes finalizations follow each other without a gap. */
@Entity('invoice_counter')
export class InvoiceCounter {
  @TenantColumn()
  tenantId: string;

  @IntColumn()
  last: number;
}
