import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { PercentScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { TaxRate } from '../model/tax-rate.entity';

@InputType({ description: 'A tax on new invoices. There is one for each region and category.' })
export class TaxRateCreateInput {
  @Field(() => String, { description: 'Its name on invoices: `VAT`. At most 100 characters.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Country as two capital letters of ISO 3166-1; everywhere where no other rate holds when left out.' })
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the country by ISO 3166-2, without the country: `CA`; the whole country when left out.' })
  subdivision?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is on: letters, digits, - and _, for example `BOOKS`; `STANDARD` when left out, which also holds for categories without a rate.' })
  category?: string | null;

  @Field(() => PercentScalar, { description: 'How much, in percent.' })
  percent: bigint;

  @Field(() => Boolean, { defaultValue: false, description: 'True when prices hold the tax already; else it comes on top.' })
  isIncluded: boolean;
}

@InputType({ description: 'What to change of a tax rate, for invoices from now on; what is left out stays.' })
export class TaxRateUpdateInput {
  @Field(() => ID, { description: 'The tax rate.' })
  taxRateId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => PercentScalar, { nullable: true, description: 'How much, in percent.' })
  percent?: bigint | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether prices hold it already.' })
  isIncluded?: boolean | null;
}

@InputType({ description: 'The tax rate to take off new invoices.' })
export class TaxRateArchiveInput {
  @Field(() => ID, { description: 'The tax rate.' })
  taxRateId: string;
}

@ObjectType({ description: 'What a mutation of a tax rate answers.' })
abstract class TaxRatePayload extends Payload {
  @Field(() => TaxRate, { nullable: true, description: 'The tax rate; null when it was refused.' })
  taxRate?: TaxRate;
}

@ObjectType({ description: 'The new tax rate.' })
export class TaxRateCreatePayload extends TaxRatePayload {}

@ObjectType({ description: 'The changed tax rate.' })
export class TaxRateUpdatePayload extends TaxRatePayload {}

@ObjectType({ description: 'The archived tax rate.' })
export class TaxRateArchivePayload extends TaxRatePayload {}
