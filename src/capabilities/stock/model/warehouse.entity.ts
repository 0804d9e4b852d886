import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, InstantColumn, IntColumn, NameColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** A place where stock stands. */
@ObjectType('Warehouse', { implements: NodeEntity, description: 'A place where stock stands and from which it is shipped.' })
@Entity('warehouse')
@IdPrefix('whs')
@Index(['tenantId', 'code'], { unique: true })
@Index(['tenantId', 'priority', 'id'])
export class Warehouse extends NodeEntity {
  @Field(() => String, { description: 'Name for staff.' })
  @NameColumn()
  name: string;

  @Field(() => String, { description: 'The merchant\'s short code for it, case-sensitive, unique in the tenant.' })
  @CodeColumn()
  code: string;

  @Field(() => Int, { description: 'Stock is taken from the warehouse with the lowest number first, unless `stockPolicy` says otherwise; the first of all is the default one.' })
  @IntColumn()
  priority: number;

  @Field(() => String, { nullable: true, description: 'Where it stands: country as two capital letters of ISO 3166-1; null: nobody said.' })
  @CodeColumn({ nullable: true })
  countryCode: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal code there.' })
  @CodeColumn({ nullable: true })
  postalCode: string | null;

  @Field(() => DateTimeScalar, { description: 'When the warehouse was created.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the warehouse was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
