import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** A message of a supplier that was taken: the same again changes nothing. Its content is in what it changed. */
@Entity('supplier_message')
@IdPrefix('smsg')
@References('Supplier', 'supplierId')
@Index(['tenantId', 'supplierId', 'messageId'], { unique: true })
export class SupplierMessage {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  supplierId: string;

  /** The supplier's own id of it. */
  @CodeColumn({ length: 255 })
  messageId: string;

  /** SHA-256 of the body: another message under the same id is not passed over in silence. */
  @CodeColumn({ length: 64 })
  bodyHash: string;

  @InstantColumn()
  createdAt: Date;
}
