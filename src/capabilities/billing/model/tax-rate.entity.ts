import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, BooleanColumn, CodeColumn, IdPrefix, InstantColumn, NameColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';

export enum TaxRateStatus {
  ACTIVE = 'ACTIVE',
  ARCHIVED = 'ARCHIVED',
}

registerEnumType(TaxRateStatus, {
  name: 'TaxRateStatus',
  description: 'Whether a tax rate is put on new invoices.',
  valuesConfig: {
    ACTIVE: { description: 'It is.' },
    ARCHIVED: { description: 'No longer; invoices keep the tax that they were issued with.' },
  },
});

/** A tax by place and kind of goods. Of the active ones there is one for each region and category. */
@ObjectType('TaxRate', { implements: NodeEntity, description: 'A tax, by region and category of what is sold.' })
@Entity('tax_rate')
@IdPrefix('txr')
@Index(['tenantId', 'slot'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Check('tax_rate_percent_check', 'percent >= 0 AND percent <= 1000000')
export class TaxRate extends NodeEntity {
  @Field(() => String, { description: 'Its name on invoices: `VAT`.' })
  @NameColumn({ length: 100 })
  name: string;

  @Field(() => TaxRateStatus, { description: 'Whether it is put on new invoices.' })
  @CodeColumn()
  status: TaxRateStatus;

  @Field(() => String, { nullable: true, description: 'Country as two capital letters of ISO 3166-1; null: everywhere where no other rate holds.' })
  @CodeColumn({ nullable: true, length: 2 })
  countryCode: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the country by ISO 3166-2, without the country: `CA`; null for the whole country.' })
  @CodeColumn({ nullable: true, length: 3 })
  subdivision: string | null;

  @Field(() => String, { description: 'What it is on: `STANDARD` for whatever names no category of its own, or has no rate of its own.' })
  @CodeColumn()
  category: string;

  @Field(() => PercentScalar, { description: 'How much, in percent.' })
  @BigIntColumn()
  percent: bigint;

  @Field(() => Boolean, { description: 'True when prices hold the tax already; else it comes on top.' })
  @BooleanColumn()
  isIncluded: boolean;

  /** Region and category of an active rate, so that there is one of each; null for an archived one. */
  @CodeColumn({ nullable: true, length: 100 })
  slot: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** "US/CA/BOOKS" */
export function slotOf({ countryCode, subdivision, category }: Pick<TaxRate, 'countryCode' | 'subdivision' | 'category'>): string {
  return [countryCode ?? '*', subdivision ?? '*', category].join('/');
}
