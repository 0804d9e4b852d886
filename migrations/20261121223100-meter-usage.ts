import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumn, bigint, code, createTable, id, idReference, instant, json, tenantId } from '../src/platform/database/migration-words';

const ofVersions = [json('prices', { nullable: true }), json('meters', { nullable: true })];

/** Prices of a plan in several currencies, and what is billed by use. */
export class MeterUsage1763717460000 implements MigrationInterface {
  name = 'MeterUsage1763717460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('plan_version', ofVersions.map((column) => new TableColumn(column(runner))));
    await addColumn(runner, 'subscription', code('currency', { nullable: true, length: 3 }));
    await createTable(runner, 'usage_record', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        code('meter', { length: 100 }),
        bigint('quantity'),
        instant('used_at'),
        code('record_key', { nullable: true, length: 255 }),
        idReference('bill_id', { nullable: true }),
        instant('created_at'),
      ],
      unique: [['tenant_id', 'subscription_id', 'record_key']],
      index: [['tenant_id', 'subscription_id', 'bill_id', 'used_at']],
      references: { subscription_id: 'subscription' },
      check: { quantity: 'quantity >= 1' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('usage_record');
    await runner.dropColumn('subscription', 'currency');
    await runner.dropColumns('plan_version', ofVersions.map((column) => column(runner).name));
  }
}
