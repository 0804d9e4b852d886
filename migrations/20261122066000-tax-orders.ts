import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, boolean, code } from '../src/platform/database/migration-words';

/** Goods are taxed by what they are; orders that were placed before had no tax on them. */
export class TaxOrders1763794800000 implements MigrationInterface {
  name = 'TaxOrders1763794800000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'product', code('tax_category', { nullable: true }));
    await addColumn(runner, 'orders', bigint('tax_minor', { default: '0' }));
    await addColumn(runner, 'order_line', bigint('tax_minor', { default: '0' }));
    await addColumn(runner, 'order_line', boolean('is_tax_included', { default: '0' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['is_tax_included', 'tax_minor']) await runner.dropColumn('order_line', column);
    await runner.dropColumn('orders', 'tax_minor');
    await runner.dropColumn('product', 'tax_category');
  }
}
