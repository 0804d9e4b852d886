import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, CurrencyColumn, IdPrefix, InstantColumn, IntColumn, NameColumn, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';

/** Somebody whom the shop buys from. */
@ObjectType('Supplier', { implements: NodeEntity, description: 'Somebody whom the shop buys its goods from.' })
@Entity('supplier')
@IdPrefix('sup')
@Check('supplier_lead_time_check', 'lead_time_days >= 0')
@Index(['tenantId', 'code'], { unique: true })
export class Supplier extends NodeEntity {
  @Field(() => String, { description: 'Name for staff, and on purchase orders.' })
  @NameColumn()
  name: string;

  @Field(() => String, { description: 'The merchant\'s short code for it, case-sensitive, unique in the tenant.' })
  @CodeColumn()
  code: string;

  @Field(() => String, { nullable: true, description: 'Where its orders are sent to, as an e-mail address.' })
  @NameColumn({ nullable: true })
  email: string | null;

  @Field(() => CurrencyCodeScalar, { description: 'What it is paid in; every cost of its items is in this currency.' })
  @CurrencyColumn()
  currency: string;

  @Field(() => Int, { description: 'Days from an order to its goods, for items that do not say it themselves.' })
  @IntColumn()
  leadTimeDays: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when nothing is ordered from it any more; null while it is in use.' })
  @InstantColumn({ nullable: true })
  archivedAt: Date | null;

  /** What its messages are signed with; null before the first rotation. */
  @TextColumn({ nullable: true })
  sealedWebhookSecret: string | null;

  @Field(() => DateTimeScalar, { description: 'When the supplier was created.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the supplier was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
