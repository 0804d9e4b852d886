import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { SupplierItem } from '../model/supplier-item.entity';
import { Supplier } from '../model/supplier.entity';

@InputType({ description: 'A new supplier.' })
export class SupplierCreateInput {
  @Field(() => String, { description: 'Name, 1 to 255 characters.' })
  name: string;

  @Field(() => String, { description: 'Your short code for it: 1 to 40 characters, case-sensitive, unique in the tenant.' })
  code: string;

  @Field(() => String, { nullable: true, description: 'Where its orders are sent to.' })
  email?: string | null;

  @Field(() => CurrencyCodeScalar, { description: 'What it is paid in, for good: the costs of its items are in this currency.' })
  currency: string;

  @Field(() => Int, { defaultValue: 0, description: 'Days from an order to its goods, 0 to 3,650.' })
  leadTimeDays: number;
}

@InputType({ description: 'What to change of a supplier; what is left out stays.' })
export class SupplierUpdateInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Another address; an empty text takes it away.' })
  email?: string | null;

  @Field(() => Int, { nullable: true, description: 'Days from an order to its goods, for orders from now on.' })
  leadTimeDays?: number | null;
}

@InputType({ description: 'The supplier to archive.' })
export class SupplierArchiveInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;
}

@InputType({ description: 'On what terms a supplier sells a variant; takes the place of what was said before.' })
export class SupplierItemSetInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { description: 'The variant; not a digital one.' })
  variantId: string;

  @Field(() => String, { description: 'The supplier\'s own code for it: 1 to 100 characters, unique among its items.' })
  supplierSku: string;

  @Field(() => BigIntScalar, { description: 'What one piece costs, in minor units of the supplier\'s currency; 0 or above.' })
  costMinor: bigint;

  @Field(() => Int, { nullable: true, description: 'Days from an order to these goods; the supplier\'s when left out.' })
  leadTimeDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Pieces in a pack: only whole packs are ordered. 1 when left out.' })
  packSize?: number | null;

  @Field(() => Int, { nullable: true, description: 'The fewest pieces that may be ordered at once; 1 when left out.' })
  minimumQuantity?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True: the variant is usually bought by this item, and no longer by another. False when left out.' })
  isPreferred?: boolean | null;
}

@InputType({ description: 'What a supplier does not sell any more.' })
export class SupplierItemRemoveInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { description: 'The variant.' })
  variantId: string;
}

@ObjectType({ description: 'A supplier that was asked to change.' })
abstract class SupplierPayload extends Payload {
  @Field(() => Supplier, { nullable: true, description: 'The supplier; null when it was refused.' })
  supplier?: Supplier;
}

@ObjectType({ description: 'The new supplier.' })
export class SupplierCreatePayload extends SupplierPayload {}

@ObjectType({ description: 'The changed supplier.' })
export class SupplierUpdatePayload extends SupplierPayload {}

@ObjectType({ description: 'The archived supplier.' })
export class SupplierArchivePayload extends SupplierPayload {}

@ObjectType({ description: 'The terms that hold now.' })
export class SupplierItemSetPayload extends Payload {
  @Field(() => SupplierItem, { nullable: true, description: 'The item; null when it was refused.' })
  supplierItem?: SupplierItem;
}

@ObjectType({ description: 'The terms that do not hold any more.' })
export class SupplierItemRemovePayload extends Payload {
  @Field(() => SupplierItem, { nullable: true, description: 'The item as it was; null when there was none.' })
  supplierItem?: SupplierItem | null;
}
