import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, code, createTable, id, idReference, instant, int, tenantId } from '../src/platform/database/migration-words';

const scheduled = [
  code('scheduled_action', { nullable: true }),
  instant('scheduled_at', { nullable: true }),
  idReference('scheduled_plan_id', { nullable: true }),
  idReference('scheduled_plan_version_id', { nullable: true }),
  int('scheduled_quantity', { nullable: true }),
  instant('paused_at', { nullable: true }),
  instant('resumes_at', { nullable: true }),
];

/** Changes of plan, now or later, and pauses. */
export class ChangePlans1763716320000 implements MigrationInterface {
  name = 'ChangePlans1763716320000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('subscription', scheduled.map((column) => new TableColumn(column(runner))));
    await createTable(runner, 'running_charge', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        bigint('charged_minor'),
        bigint('billed_minor'),
        idReference('invoice_id', { nullable: true }),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'subscription_id']],
      index: [['tenant_id', 'invoice_id']],
      references: { subscription_id: 'subscription', invoice_id: 'invoice' },
      check: { billed: 'billed_minor >= 0 AND charged_minor >= 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('running_charge');
    await runner.dropColumns('subscription', scheduled.map((column) => column(runner).name));
  }
}
