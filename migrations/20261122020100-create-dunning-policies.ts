import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, json, tenantId } from '../src/platform/database/migration-words';

const due = instant('due_at', { nullable: true });

/** On which days a shop tries to charge what is overdue, and what comes after the last of them. */
export class CreateDunningPolicies1763776860000 implements MigrationInterface {
  name = 'CreateDunningPolicies1763776860000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'dunning_policy', {
      columns: [tenantId(), id(), idReference('plan_id', { nullable: true }), json('attempt_days'), code('final_action'), int('access_days'), instant('created_at'), instant('updated_at'), int('version')],
      unique: [['tenant_id', 'plan_id']],
      references: { plan_id: 'plan' },
    });
    await runner.addColumn('billing_cycle', new TableColumn(due(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('billing_cycle', due(runner).name);
    await runner.dropTable('dunning_policy');
  }
}
