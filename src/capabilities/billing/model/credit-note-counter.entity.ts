import { Entity } from 'typeorm';
import { IntColumn, TenantColumn } from '../../../platform/database/columns';

/** The last number of a tenant's credit notes; see `InvoiceCounter`. */
@Entity('credit_note_counter')
export class CreditNoteCounter {
  @TenantColumn()
  tenantId: string;

  @IntColumn()
  last: number;
}
