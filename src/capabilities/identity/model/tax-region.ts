import { Field, InputType, ObjectType } from 'type-graphql';

/** Where somebody is taxed. */
@ObjectType('TaxRegion', { description: 'Where somebody is taxed.' })
@InputType('TaxRegionInput', { description: 'Where somebody is taxed.' })
export class TaxRegion {
  @Field(() => String, { description: 'Country as two capital letters of ISO 3166-1: `GB`.' })
  countryCode: string;

  @Field(() => String, { nullable: true, description: 'Part of the country by ISO 3166-2, without the country: `CA`; null for the whole country.' })
  subdivision?: string | null;
}
