import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, tenantId, text } from '../src/platform/database/migration-words';

/** Moves of running subscriptions to other terms, and what could not be moved. */
export class CreatePlanMigrations1763717580000 implements MigrationInterface {
  name = 'CreatePlanMigrations1763717580000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plan_migration', {
      columns: [
        tenantId(),
        id(),
        idReference('plan_id'),
        idReference('to_plan_id'),
        idReference('to_version_id'),
        code('timing'),
        code('status'),
        int('total'),
        int('moved'),
        int('refused'),
        idReference('cursor_id', { nullable: true }),
        instant('completed_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      index: [['tenant_id', 'plan_id']],
      references: { plan_id: 'plan', to_plan_id: 'plan', to_version_id: 'plan_version' },
      check: { counts: 'total >= 0 AND moved >= 0 AND refused >= 0' },
    });
    await createTable(runner, 'migration_refusal', {
      columns: [tenantId(), id(), idReference('migration_id'), idReference('subscription_id'), code('code'), text('message'), instant('created_at')],
      unique: [['tenant_id', 'migration_id', 'subscription_id']],
      index: [['tenant_id', 'migration_id', 'id']],
      references: { migration_id: 'plan_migration', subscription_id: 'subscription' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['migration_refusal', 'plan_migration']) await runner.dropTable(table);
  }
}
