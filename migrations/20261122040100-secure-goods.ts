import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, code, createTable, id, idReference, instant, int, json, tenantId } from '../src/platform/database/migration-words';

/** What a period's first box holds before it is charged, what is done when it cannot be had, and what is waited for. */
export class SecureGoods1763784060000 implements MigrationInterface {
  name = 'SecureGoods1763784060000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'billing_cycle', json('goods', { nullable: true }));
    await addColumn(runner, 'plan_version', code('on_shortage', { nullable: true }));
    await createTable(runner, 'box_policy', {
      columns: [tenantId(), id(), code('on_shortage'), int('reserve_days_before'), instant('created_at'), instant('updated_at'), int('version')],
      unique: [['tenant_id']],
      check: { days: 'reserve_days_before >= 0' },
    });
    await createTable(runner, 'goods_shortage', {
      columns: [tenantId(), id(), idReference('owner_id'), idReference('variant_id'), int('quantity'), instant('created_at')],
      unique: [['tenant_id', 'owner_id', 'variant_id']],
      index: [['tenant_id', 'variant_id']],
      references: { variant_id: 'product_variant' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['goods_shortage', 'box_policy']) await runner.dropTable(table);
    await runner.dropColumn('plan_version', 'on_shortage');
    await runner.dropColumn('billing_cycle', 'goods');
  }
}
