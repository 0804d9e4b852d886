import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { StockLevel } from '../model/stock-level.entity';
import { Warehouse } from '../model/warehouse.entity';

@InputType({ description: 'A variant in a warehouse.' })
abstract class PlaceInput extends RepeatableInput {
  @Field(() => ID, { description: 'The variant; not a digital one.' })
  variantId: string;

  @Field(() => ID, { nullable: true, description: 'The warehouse; the default one when left out.' })
  warehouseId?: string | null;
}

@InputType({ description: 'A correction of what stands in a warehouse.' })
export class StockAdjustInput extends PlaceInput {
  @Field(() => Int, { description: 'Pieces found; negative for pieces lost. Not zero.' })
  delta: number;

  @Field(() => String, { nullable: true, description: 'Why, for the ledger; at most 255 characters.' })
  reason?: string | null;
}

@InputType({ description: 'Goods that came in.' })
export class StockReceiveInput extends PlaceInput {
  @Field(() => Int, { description: 'Pieces, above zero.' })
  quantity: number;

  @Field(() => String, { nullable: true, description: 'What the ledger shall say; at most 255 characters.' })
  reason?: string | null;
}

@InputType({ description: 'The number of pieces at which a level is low.' })
export class StockLevelUpdateInput extends PlaceInput {
  @Field(() => Int, { description: 'Pieces, 0 or above; 0: never low.' })
  safetyStock: number;
}

@InputType({ description: 'A new warehouse.' })
export class WarehouseCreateInput {
  @Field(() => String, { description: 'Name for staff, 1 to 255 characters.' })
  name: string;

  @Field(() => String, { description: 'Your short code for it: 1 to 40 characters, case-sensitive, unique in the tenant.' })
  code: string;

  @Field(() => Int, { nullable: true, description: 'Stock is taken from the lowest number first; 0 when left out.' })
  priority?: number | null;

  @Field(() => String, { nullable: true, description: 'Where it stands: country as two capital letters of ISO 3166-1.' })
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal code there, at most 20 characters.' })
  postalCode?: string | null;
}

@InputType({ description: 'What to change of a warehouse; what is left out stays.' })
export class WarehouseUpdateInput {
  @Field(() => ID, { description: 'The warehouse.' })
  warehouseId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'A new priority, for orders from now on.' })
  priority?: number | null;

  @Field(() => String, { nullable: true, description: 'Where it stands now: country as two capital letters of ISO 3166-1.' })
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal code there, at most 20 characters.' })
  postalCode?: string | null;
}

@ObjectType({ description: 'A level that was asked to change.' })
export abstract class StockLevelPayload extends Payload {
  @Field(() => StockLevel, { nullable: true, description: 'The level; null when it was refused.' })
  stockLevel?: StockLevel;
}

@ObjectType({ description: 'The corrected level.' })
export class StockAdjustPayload extends StockLevelPayload {}

@ObjectType({ description: 'The level to which the goods were added.' })
export class StockReceivePayload extends StockLevelPayload {}

@ObjectType({ description: 'The changed level.' })
export class StockLevelUpdatePayload extends StockLevelPayload {}

@ObjectType({ description: 'The new warehouse.' })
export class WarehouseCreatePayload extends Payload {
  @Field(() => Warehouse, { nullable: true, description: 'The warehouse; null when it was refused.' })
  warehouse?: Warehouse;
}

@ObjectType({ description: 'The changed warehouse.' })
export class WarehouseUpdatePayload extends Payload {
  @Field(() => Warehouse, { nullable: true, description: 'The warehouse; null when it was refused.' })
  warehouse?: Warehouse;
}
