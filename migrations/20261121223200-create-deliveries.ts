import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumn, boolean, code, createTable, id, idReference, instant, int, json, tenantId } from '../src/platform/database/migration-words';

const ofVersions = [json('box', { nullable: true }), code('delivery_unit', { nullable: true }), int('delivery_unit_count', { nullable: true })];

/** What a plan's subscribers get in a box, when, and what they take instead. */
export class CreateDeliveries1763717520000 implements MigrationInterface {
  name = 'CreateDeliveries1763717520000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('plan_version', ofVersions.map((column) => new TableColumn(column(runner))));
    await addColumn(runner, 'billing_cycle', boolean('has_deliveries', { default: '0' }));
    await createTable(runner, 'delivery', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        idReference('cycle_id'),
        int('index'),
        code('status'),
        instant('due_at'),
        json('items', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'subscription_id', 'cycle_id', 'index']],
      index: [['tenant_id', 'subscription_id', 'due_at', 'id']],
      references: { subscription_id: 'subscription', cycle_id: 'billing_cycle' },
    });
    await createTable(runner, 'box_swap', {
      columns: [tenantId(), id(), idReference('subscription_id'), idReference('variant_id'), idReference('replacement_id'), boolean('is_once'), instant('created_at')],
      unique: [['tenant_id', 'subscription_id', 'variant_id', 'is_once']],
      references: { subscription_id: 'subscription', variant_id: 'product_variant', replacement_id: 'product_variant' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['box_swap', 'delivery']) await runner.dropTable(table);
    await runner.dropColumn('billing_cycle', 'has_deliveries');
    await runner.dropColumns('plan_version', ofVersions.map((column) => column(runner).name));
  }
}
