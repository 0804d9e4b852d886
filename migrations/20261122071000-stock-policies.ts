import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, code, createTable, id, instant, int, tenantId } from '../src/platform/database/migration-words';

/** Warehouses give by priority until a tenant says otherwise; those that stood before stand nowhere in particular. */
export class StockPolicies1763799000000 implements MigrationInterface {
  name = 'StockPolicies1763799000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'stock_policy', {
      columns: [tenantId(), id(), code('allocation_policy'), instant('created_at'), instant('updated_at'), int('version')],
      unique: [['tenant_id']],
    });
    await addColumn(runner, 'warehouse', code('country_code', { nullable: true }));
    await addColumn(runner, 'warehouse', code('postal_code', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['postal_code', 'country_code']) await runner.dropColumn('warehouse', column);
    await runner.dropTable('stock_policy');
  }
}
