import { Field, InputType, ObjectType } from 'type-graphql';
import { invalid, type Refusal } from '../../../kernel/refusal';
import { isCountryCode } from '../../../platform/graphql/country-code';
import { addressRulesOf, findArea, hasAreaCodes, type AddressRules } from './address-rules';

/** Where goods are sent. Kept as it was given, with what is sent: a later move of the customer does not change it. */
@ObjectType('ShippingAddress', { description: 'Where goods are sent, as it was given.' })
@InputType('ShippingAddressInput', { description: 'Where goods are sent, checked by the rules of its country. Refuses INVALID, naming the field and what would be right.' })
export class ShippingAddress {
  @Field(() => String, { description: 'Who receives it; 1 to 255 characters.' })
  name: string;

  @Field(() => String, { description: 'Street and number; 1 to 255 characters.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'Flat, floor, company; at most 255 characters.' })
  line2?: string | null;

  @Field(() => String, { description: 'Town; 1 to 255 characters, empty where the post asks for none: Hong Kong.' })
  city: string;

  @Field(() => String, { description: 'Postal code in the form of the country: `SW1A 1AA`; empty where the post asks for none.' })
  postalCode: string;

  @Field(() => String, {
    nullable: true,
    description: 'State, province, prefecture: needed where the post of the country asks for it. Of the United States, Canada, Australia, Brazil and Italy the code of the post: `CA`; a name is turned into it. At most 100 characters.',
  })
  administrativeArea?: string | null;

  @Field(() => String, { description: 'Country as two capital letters of ISO 3166-1: `GB`.' })
  countryCode: string;
}

/** Without spaces around, postal codes in capital letters. Refuses INVALID, naming the field and what would be right in the country. */
export function normaliseAddress(given: ShippingAddress): ShippingAddress {
  const countryCode = given.countryCode.trim();
  if (!isCountryCode(countryCode)) throw wrong('countryCode', `"${countryCode}" is not a country code of ISO 3166-1.`);
  const rules = addressRulesOf(countryCode);
  return {
    name: text('name', given.name, { min: 1, max: 255 }),
    line1: text('line1', given.line1, { min: 1, max: 255 }),
    line2: given.line2 == null ? null : text('line2', given.line2, { min: 0, max: 255 }),
    city: text('city', given.city, { min: rules.needsCity ? 1 : 0, max: 255 }),
    postalCode: postalCodeIn(countryCode, rules, text('postalCode', given.postalCode, { min: 0, max: 20 }).toUpperCase()),
    administrativeArea: areaIn(countryCode, rules, text('administrativeArea', given.administrativeArea ?? '', { min: 0, max: 100 })),
    countryCode,
  };
}

/** What follows the hyphen in ISO 3166-2; null for an address without an area, and for an area that nobody knows. */
export function subdivisionOf({ countryCode, administrativeArea }: Pick<ShippingAddress, 'countryCode' | 'administrativeArea'>): string | null {
  return administrativeArea ? (findArea(addressRulesOf(countryCode), administrativeArea)?.isoCode ?? null) : null;
}

function postalCodeIn(countryCode: string, { needsPostalCode, postalCode }: AddressRules, given: string): string {
  if (given === '' && needsPostalCode) throw wrong('postalCode', `An address in ${countryCode} needs a postal code, like "${postalCode!.example}".`);
  if (given === '' || !postalCode || postalCode.form.test(given)) return given;
  throw wrong('postalCode', `"${given}" is not a postal code of ${countryCode}; "${postalCode.example}" is one.`);
}

function areaIn(countryCode: string, rules: AddressRules, given: string): string | null {
  const { needsArea, areaWord, areas } = rules;
  if (given === '' && !needsArea) return null;
  if (given === '') throw wrong('administrativeArea', `An address in ${countryCode} needs its ${areaWord}${areas[0] ? `, like "${areas[0].key}"` : ''}.`);
  if (!hasAreaCodes(rules)) return given;
  const area = findArea(rules, given);
  if (area) return area.key;
  throw wrong('administrativeArea', `"${given}" is not a ${areaWord} of ${countryCode}; these are: ${areas.map(({ key }) => key).join(', ')}.`);
}

function text(field: keyof ShippingAddress, given: string, { min, max }: { min: number; max: number }): string {
  const value = given.trim();
  if (value.length >= min && value.length <= max) return value;
  throw wrong(field, `${field} must have ${min} to ${max} characters.`);
}

function wrong(field: keyof ShippingAddress, message: string): Refusal {
  return invalid(message, ['shippingAddress', field]);
}
