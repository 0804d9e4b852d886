import { Field, InputType, ObjectType } from 'type-graphql';
import { invalid } from '../../../kernel/refusal';

/** Where goods are sent. Kept as it was given, with what is sent: a later move of the customer does not change it. */
@ObjectType('ShippingAddress', { description: 'Where goods are sent, as it was given.' })
@InputType('ShippingAddressInput', { description: 'Where goods are sent.' })
export class ShippingAddress {
  @Field(() => String, { description: 'Who receives it; 1 to 255 characters.' })
  name: string;

  @Field(() => String, { description: 'Street and number; 1 to 255 characters.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'Flat, floor, company; at most 255 characters.' })
  line2?: string | null;

  @Field(() => String, { description: 'Town; 1 to 255 characters.' })
  city: string;

  @Field(() => String, { description: 'Postal code; at most 20 characters, empty where there is none.' })
  postalCode: string;

  @Field(() => String, { description: 'Country as two capital letters of ISO 3166-1: `GB`.' })
  countryCode: string;
}

/** Without spaces around. Refuses INVALID, naming the field. */
export function normaliseAddress(given: ShippingAddress): ShippingAddress {
  const countryCode = given.countryCode.trim();
  if (!/^[A-Z]{2}$/.test(countryCode)) throw invalid(`"${countryCode}" is not a country code of ISO 3166-1.`, ['shippingAddress', 'countryCode']);
  return {
    name: text('name', given.name, { min: 1, max: 255 }),
    line1: text('line1', given.line1, { min: 1, max: 255 }),
    line2: given.line2 == null ? null : text('line2', given.line2, { min: 0, max: 255 }),
    city: text('city', given.city, { min: 1, max: 255 }),
    postalCode: text('postalCode', given.postalCode, { min: 0, max: 20 }),
    countryCode,
  };
}

function text(field: string, given: string, { min, max }: { min: number; max: number }): string {
  const value = given.trim();
  if (value.length >= min && value.length <= max) return value;
  throw invalid(`${field} must have ${min} to ${max} characters.`, ['shippingAddress', field]);
}
