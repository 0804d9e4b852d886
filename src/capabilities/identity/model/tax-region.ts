import { Field, InputType, ObjectType } from 'type-graphql';
import { isCountryCode, isSubdivisionCode } from '../../../platform/graphql/country-code';
import { invalid } from '../../../kernel/refusal';

/** Where somebody is taxed. */
@ObjectType('TaxRegion', { description: 'Where somebody is taxed.' })
@InputType('TaxRegionInput', { description: 'Where somebody is taxed.' })
export class TaxRegion {
  @Field(() => String, { description: 'Country as two capital letters of ISO 3166-1: `GB`.' })
  countryCode: string;

  @Field(() => String, { nullable: true, description: 'Part of the country by ISO 3166-2, without the country: `CA`; null for the whole country.' })
  subdivision?: string | null;
}

/** Refuses INVALID. */
export function assertTaxRegion({ countryCode, subdivision }: TaxRegion): void {
  if (!isCountryCode(countryCode)) throw invalid(`"${countryCode}" is not a country code of ISO 3166-1.`, ['taxRegion', 'countryCode']);
  if (subdivision != null && !isSubdivisionCode(subdivision)) {
    throw invalid(`"${subdivision}" is not one to three capital letters or digits of ISO 3166-2.`, ['taxRegion', 'subdivision']);
  }
}
