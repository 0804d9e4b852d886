import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, code, createTable, currency, id, idReference, instant, int, name, tenantId, text } from '../src/platform/database/migration-words';

/** Who sells us what, when to buy again, and the ledger of what is on its way. */
export class CreateSuppliers1763798400000 implements MigrationInterface {
  name = 'CreateSuppliers1763798400000';

  async up(runner: QueryRunner): Promise<void> {
    const times = () => [instant('created_at'), instant('updated_at'), int('version')];
    await addColumn(runner, 'stock_movement', int('incoming_delta', { default: '0' }));
    await createTable(runner, 'supplier', {
      columns: [
        tenantId(),
        id(),
        name('name'),
        code('code'),
        name('email', { nullable: true }),
        currency(),
        int('lead_time_days'),
        instant('archived_at', { nullable: true }),
        text('sealed_webhook_secret', { nullable: true }),
        ...times(),
      ],
      unique: [['tenant_id', 'code']],
      check: { lead_time: 'lead_time_days >= 0' },
    });
    await createTable(runner, 'supplier_item', {
      columns: [
        tenantId(),
        id(),
        idReference('supplier_id'),
        idReference('variant_id'),
        idReference('preferred_variant_id', { nullable: true }),
        code('supplier_sku', { length: 100 }),
        currency(),
        bigint('cost_minor'),
        int('lead_time_days', { nullable: true }),
        int('pack_size'),
        int('minimum_quantity'),
        ...times(),
      ],
      unique: [
        ['tenant_id', 'supplier_id', 'variant_id'],
        ['tenant_id', 'supplier_id', 'supplier_sku'],
        ['tenant_id', 'preferred_variant_id'],
      ],
      index: [['tenant_id', 'variant_id', 'id']],
      references: { supplier_id: 'supplier', variant_id: 'product_variant' },
      check: { terms: 'cost_minor >= 0 AND pack_size > 0 AND minimum_quantity > 0' },
    });
    await createTable(runner, 'reorder_rule', {
      columns: [
        tenantId(),
        id(),
        idReference('variant_id'),
        idReference('warehouse_id'),
        int('reorder_point'),
        int('reorder_quantity'),
        int('maximum', { nullable: true }),
        bigint('service_level', { nullable: true }),
        ...times(),
      ],
      unique: [['tenant_id', 'variant_id', 'warehouse_id']],
      index: [['tenant_id', 'warehouse_id']],
      references: { variant_id: 'product_variant', warehouse_id: 'warehouse' },
      check: { quantities: 'reorder_point >= 0 AND reorder_quantity > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reorder_rule', 'supplier_item', 'supplier']) await runner.dropTable(table);
    await runner.dropColumn('stock_movement', 'incoming_delta');
  }
}
