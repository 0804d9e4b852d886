import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn, TextColumn } from '../../../platform/database/columns';

@ObjectType('PlanMigrationRefusal', { description: 'A subscription that a migration left where it was.' })
@Entity('migration_refusal')
@IdPrefix('mref')
@References('PlanMigration', 'migrationId')
@References('SubscriptionContract', 'subscriptionId')
@Index(['tenantId', 'migrationId', 'subscriptionId'], { unique: true })
@Index(['tenantId', 'migrationId', 'id'])
export class MigrationRefusal {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  migrationId: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @Field(() => String, { description: 'Why, as a code of userErrors.' })
  @CodeColumn()
  code: string;

  @Field(() => String, { description: 'Why, in words.' })
  @TextColumn()
  message: string;

  @InstantColumn()
  createdAt: Date;
}
