import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import { ShippingZone } from '../model/shipping-zone.entity';

@InputType({ description: 'A part of the world with shipping methods of its own.' })
export class ShippingZoneCreateInput {
  @Field(() => String, { description: 'Name for staff, 1 to 255 characters.' })
  name: string;

  @Field(() => [String], { nullable: true, description: 'Countries as two capital letters of ISO 3166-1; the rest of the world when left out.' })
  countries?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'What postal codes of these countries begin with, at most 1,000; the whole countries when left out. Spaces and hyphens do not count.' })
  postalCodePrefixes?: string[] | null;
}

@InputType({ description: 'What to change of a shipping zone, for orders from now on; what is left out stays.' })
export class ShippingZoneUpdateInput {
  @Field(() => ID, { description: 'The zone.' })
  shippingZoneId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'All of its countries.' })
  countries?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All of its prefixes.' })
  postalCodePrefixes?: string[] | null;
}

@InputType({ description: 'The shipping zone to take away, with its methods.' })
export class ShippingZoneDeleteInput {
  @Field(() => ID, { description: 'The zone.' })
  shippingZoneId: string;
}

@ObjectType({ description: 'What a mutation of a shipping zone answers.' })
abstract class ShippingZonePayload extends Payload {
  @Field(() => ShippingZone, { nullable: true, description: 'The zone; null when it was refused.' })
  shippingZone?: ShippingZone;
}

@ObjectType({ description: 'The new shipping zone.' })
export class ShippingZoneCreatePayload extends ShippingZonePayload {}

@ObjectType({ description: 'The changed shipping zone.' })
export class ShippingZoneUpdatePayload extends ShippingZonePayload {}

@ObjectType({ description: 'The shipping zone that was taken away.' })
export class ShippingZoneDeletePayload extends ShippingZonePayload {}
