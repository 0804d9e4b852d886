import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';
import { NodeEntity } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** What of a purchase order came together. */
@ObjectType('PurchaseOrderReceipt', { implements: NodeEntity, description: 'What of a purchase order came together.' })
@Entity('purchase_order_receipt')
@IdPrefix('prc')
@References('PurchaseOrder', 'purchaseOrderId')
@Index(['tenantId', 'purchaseOrderId', 'reference'], { unique: true })
export class PurchaseOrderReceipt extends NodeEntity {
  @IdReferenceColumn()
  purchaseOrderId: string;

  @Field(() => String, { description: 'The supplier\'s delivery note, unique in the order: the same again adds nothing.' })
  @CodeColumn({ length: 100 })
  reference: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @InstantColumn()
  createdAt: Date;
}

/** So many pieces of one line of the order. */
@ObjectType('PurchaseOrderReceiptLine', { description: 'So many pieces of one line of the order.' })
@Entity('purchase_order_receipt_line')
@IdPrefix('prl')
@References('PurchaseOrderReceipt', 'receiptId')
@References('PurchaseOrderLine', 'lineId')
@Check('purchase_order_receipt_line_quantity_check', 'quantity > 0')
@Index(['tenantId', 'receiptId', 'lineId'], { unique: true })
@Index(['tenantId', 'lineId'])
export class PurchaseOrderReceiptLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  receiptId: string;

  @IdReferenceColumn()
  lineId: string;

  @Field(() => Int, { description: 'Pieces that came.' })
  @IntColumn()
  quantity: number;
}
