import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, currency, id, idReference, instant, int, name, tenantId, text } from '../src/platform/database/migration-words';

/** What is ordered from suppliers, what of it came, and what they told about it. */
export class CreatePurchaseOrders1763798700000 implements MigrationInterface {
  name = 'CreatePurchaseOrders1763798700000';

  async up(runner: QueryRunner): Promise<void> {
    await createOrders(runner);
    await createReceipts(runner);
    await createTable(runner, 'supplier_message', {
      columns: [tenantId(), id(), idReference('supplier_id'), code('message_id', { length: 255 }), code('body_hash', { length: 64 }), instant('created_at')],
      unique: [['tenant_id', 'supplier_id', 'message_id']],
      references: { supplier_id: 'supplier' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['supplier_message', 'purchase_order_receipt_line', 'purchase_order_receipt', 'purchase_order_line', 'purchase_order', 'purchase_order_counter'];
    for (const table of tables) await runner.dropTable(table);
  }
}

async function createOrders(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'purchase_order_counter', { columns: [tenantId(), int('last')] });
  await createTable(runner, 'purchase_order', {
    columns: [
      ...[tenantId(), id(), idReference('supplier_id'), idReference('warehouse_id'), int('sequence'), code('status'), currency(), bigint('total_minor')],
      text('note', { nullable: true }),
      ...['expected_at', 'expected_told_at', 'ordered_at', 'confirmed_at', 'shipped_at', 'received_at', 'canceled_at'].map((column) => instant(column, { nullable: true })),
      ...[instant('created_at'), instant('updated_at'), int('version')],
    ],
    unique: [['tenant_id', 'sequence']],
    index: [
      ['tenant_id', 'supplier_id', 'sequence'],
      ['tenant_id', 'status', 'sequence'],
      ['tenant_id', 'warehouse_id', 'status'],
    ],
    references: { supplier_id: 'supplier', warehouse_id: 'warehouse' },
  });
  await createTable(runner, 'purchase_order_line', {
    columns: [
      ...[tenantId(), id(), idReference('purchase_order_id'), int('position'), idReference('variant_id')],
      ...[name('product_name'), name('variant_name'), code('sku', { length: 100 }), code('supplier_sku', { length: 100 })],
      ...[int('quantity'), int('received_quantity'), currency(), bigint('unit_cost_minor'), int('lead_time_days')],
    ],
    unique: [
      ['tenant_id', 'purchase_order_id', 'position'],
      ['tenant_id', 'purchase_order_id', 'variant_id'],
    ],
    index: [['tenant_id', 'variant_id']],
    references: { purchase_order_id: 'purchase_order', variant_id: 'product_variant' },
    check: { quantities: 'quantity > 0 AND received_quantity BETWEEN 0 AND quantity' },
  });
}

async function createReceipts(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'purchase_order_receipt', {
    columns: [tenantId(), id(), idReference('purchase_order_id'), code('reference', { length: 100 }), instant('created_at')],
    unique: [['tenant_id', 'purchase_order_id', 'reference']],
    references: { purchase_order_id: 'purchase_order' },
  });
  await createTable(runner, 'purchase_order_receipt_line', {
    columns: [tenantId(), id(), idReference('receipt_id'), idReference('line_id'), int('quantity')],
    unique: [['tenant_id', 'receipt_id', 'line_id']],
    index: [['tenant_id', 'line_id']],
    references: { receipt_id: 'purchase_order_receipt', line_id: 'purchase_order_line' },
    check: { quantity: 'quantity > 0' },
  });
}
