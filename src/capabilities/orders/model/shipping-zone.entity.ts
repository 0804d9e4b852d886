import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IdPrefix, InstantColumn, JsonColumn, NameColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import type { ZonePlace } from './zone-of-address';

/** A part of the world with shipping methods of its own. Orders that were sent there keep it when it is deleted. */
@ObjectType('ShippingZone', { implements: NodeEntity, description: 'A part of the world that goods are sent to in the same ways. Of an address the most specific zone counts: postal code, country, rest of the world.' })
@Entity('shipping_zone')
@IdPrefix('shz')
@Index(['tenantId', 'createdAt', 'id'])
export class ShippingZone extends NodeEntity implements ZonePlace {
  @Field(() => String, { description: 'Name for staff.' })
  @NameColumn()
  name: string;

  @Field(() => [String], { description: 'Countries as two capital letters of ISO 3166-1; none: the rest of the world.' })
  @JsonColumn()
  countries: readonly string[];

  @Field(() => [String], { description: 'What postal codes of these countries begin with; none: the whole countries. Spaces and hyphens do not count.' })
  @JsonColumn()
  postalCodePrefixes: readonly string[];

  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made. Of two zones that are as specific the older one counts.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
