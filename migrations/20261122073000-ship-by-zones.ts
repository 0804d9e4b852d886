import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, boolean, code, createTable, id, idReference, instant, int, json, name, tenantId } from '../src/platform/database/migration-words';

/** What sending costs depends on where, how heavy and how dear; orders that were placed before were sent for nothing. */
export class ShipByZones1763800200000 implements MigrationInterface {
  name = 'ShipByZones1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'shipping_zone', {
      columns: [
        tenantId(),
        id(),
        name('name'),
        json('countries'),
        json('postal_code_prefixes'),
        instant('deleted_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      index: [['tenant_id', 'created_at', 'id']],
    });
    await createTable(runner, 'shipping_method', {
      columns: [
        tenantId(),
        id(),
        idReference('zone_id'),
        name('name'),
        code('code'),
        code('slot', { nullable: true }),
        boolean('is_active'),
        json('stored_prices'),
        json('stored_free_from'),
        int('estimated_days_min', { nullable: true }),
        int('estimated_days_max', { nullable: true }),
        code('tax_category', { nullable: true }),
        instant('deleted_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'slot']],
      index: [['tenant_id', 'zone_id', 'created_at', 'id']],
      references: { zone_id: 'shipping_zone' },
    });
    await addColumn(runner, 'product_variant', int('weight_grams', { nullable: true }));
    await addColumn(runner, 'orders', idReference('shipping_method_id', { nullable: true }));
    await addColumn(runner, 'orders', bigint('shipping_minor', { default: '0' }));
    await addColumn(runner, 'orders', bigint('shipping_tax_minor', { default: '0' }));
    await addColumn(runner, 'orders', boolean('is_shipping_tax_included', { default: '0' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['is_shipping_tax_included', 'shipping_tax_minor', 'shipping_minor', 'shipping_method_id']) await runner.dropColumn('orders', column);
    await runner.dropColumn('product_variant', 'weight_grams');
    for (const table of ['shipping_method', 'shipping_zone']) await runner.dropTable(table);
  }
}
