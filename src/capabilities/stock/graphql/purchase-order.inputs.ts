import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { PurchaseOrderReceipt } from '../model/purchase-order-receipt.entity';
import { PurchaseOrderStatus } from '../model/purchase-order-states';
import { PurchaseOrder } from '../model/purchase-order.entity';

@ArgsType()
export class PurchaseOrderFilterArgs {
  @Field(() => [PurchaseOrderStatus], { nullable: true, description: 'Only orders that stand like this; all when left out.' })
  status?: PurchaseOrderStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Only orders from this supplier.' })
  supplierId?: string | null;
}

@InputType({ description: 'So much of one variant. Each variant stands in one line.' })
export class PurchaseOrderLineInput {
  @Field(() => ID, { description: 'The variant; the supplier must sell it: see `supplierItemSet`.' })
  variantId: string;

  @Field(() => Int, { description: 'Pieces, 1 to 1,000,000: whole packs, and not under the supplier\'s minimum.' })
  quantity: number;

  @Field(() => BigIntScalar, { nullable: true, description: 'What one piece costs, in minor units of the supplier\'s currency, where another cost was agreed; the item\'s cost of now when left out.' })
  unitCostMinor?: bigint | null;
}

@InputType({ description: 'What to buy from a supplier.' })
export class PurchaseOrderCreateInput extends RepeatableInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { nullable: true, description: 'The warehouse that it is delivered to; the default one when left out.' })
  warehouseId?: string | null;

  @Field(() => [PurchaseOrderLineInput], { description: 'What is bought: 1 to 200 lines.' })
  lines: PurchaseOrderLineInput[];

  @Field(() => String, { nullable: true, description: 'For staff; at most 10,000 characters.' })
  note?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its goods should come; by the longest lead time of its lines when left out.' })
  expectedAt?: Date | null;
}

@InputType({ description: 'What to change of a draft; what is left out stays.' })
export class PurchaseOrderUpdateInput extends RepeatableInput {
  @Field(() => ID, { description: 'The purchase order.' })
  purchaseOrderId: string;

  @Field(() => ID, { nullable: true, description: 'Another warehouse.' })
  warehouseId?: string | null;

  @Field(() => [PurchaseOrderLineInput], { nullable: true, description: 'In place of all its lines, with the costs of now.' })
  lines?: PurchaseOrderLineInput[] | null;

  @Field(() => String, { nullable: true, description: 'Another note; an empty text takes it away.' })
  note?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its goods should come.' })
  expectedAt?: Date | null;
}

@InputType({ description: 'The draft to order.' })
export class PurchaseOrderOrderInput extends RepeatableInput {
  @Field(() => ID, { description: 'The purchase order.' })
  purchaseOrderId: string;
}

@InputType({ description: 'So much of one variant that came.' })
export class PurchaseOrderReceiveLineInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'Pieces, above zero; at most what has not come yet.' })
  quantity: number;
}

@InputType({ description: 'What came of a purchase order.' })
export class PurchaseOrderReceiveInput extends RepeatableInput {
  @Field(() => ID, { description: 'The purchase order.' })
  purchaseOrderId: string;

  @Field(() => String, { description: 'The supplier\'s delivery note, 1 to 100 characters, unique in the order: the same again adds nothing, with whatever idempotency key.' })
  receiptReference: string;

  @Field(() => [PurchaseOrderReceiveLineInput], { description: 'What came.' })
  lines: PurchaseOrderReceiveLineInput[];
}

@InputType({ description: 'The purchase order to call off.' })
export class PurchaseOrderCancelInput extends RepeatableInput {
  @Field(() => ID, { description: 'The purchase order.' })
  purchaseOrderId: string;
}

@ObjectType({ description: 'A purchase order that was asked to change.' })
abstract class PurchaseOrderPayload extends Payload {
  @Field(() => PurchaseOrder, { nullable: true, description: 'The purchase order; null when it was refused.' })
  purchaseOrder?: PurchaseOrder;
}

@ObjectType({ description: 'The new purchase order.' })
export class PurchaseOrderCreatePayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The changed draft.' })
export class PurchaseOrderUpdatePayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The purchase order, whose pieces are incoming.' })
export class PurchaseOrderOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The purchase order, of which something came.' })
export class PurchaseOrderReceivePayload extends PurchaseOrderPayload {
  @Field(() => PurchaseOrderReceipt, { nullable: true, description: 'What came together; null when it was refused.' })
  receipt?: PurchaseOrderReceipt;
}

@ObjectType({ description: 'The purchase order, of which nothing more comes.' })
export class PurchaseOrderCancelPayload extends PurchaseOrderPayload {}
