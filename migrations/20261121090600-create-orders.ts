import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  boolean,
  code,
  createTable,
  currency,
  id,
  idReference,
  instant,
  int,
  json,
  name,
  tenantId,
} from '../src/platform/database/migration-words';

/** Orders with their lines, what left of them (fulfillments) and what came back (returns). `order` is a word of SQL, so the table is `orders`. */
export class CreateOrders1763715960000 implements MigrationInterface {
  name = 'CreateOrders1763715960000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'order_counter', { columns: [tenantId(), bigint('last')] });
    await createOrders(runner);
    await createTable(runner, 'fulfillment', {
      columns: [
        tenantId(),
        id(),
        idReference('order_id'),
        code('status'),
        instant('shipped_at', { nullable: true }),
        instant('delivered_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      index: [['tenant_id', 'order_id', 'created_at', 'id']],
      references: { order_id: 'orders' },
    });
    await createTable(runner, 'fulfillment_line', {
      columns: [tenantId(), id(), idReference('fulfillment_id'), idReference('order_line_id'), int('quantity')],
      index: [
        ['tenant_id', 'fulfillment_id', 'id'],
        ['tenant_id', 'order_line_id'],
      ],
      references: { fulfillment_id: 'fulfillment', order_line_id: 'order_line' },
      check: { quantity: 'quantity > 0' },
    });
    await createTable(runner, 'order_return', {
      columns: [
        tenantId(),
        id(),
        idReference('order_id'),
        code('status'),
        code('external_id', { nullable: true, length: 100 }),
        instant('received_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'external_id']],
      index: [['tenant_id', 'order_id', 'created_at', 'id']],
      references: { order_id: 'orders' },
    });
    await createTable(runner, 'order_return_line', {
      columns: [tenantId(), id(), idReference('return_id'), idReference('order_line_id'), int('quantity')],
      index: [
        ['tenant_id', 'return_id', 'id'],
        ['tenant_id', 'order_line_id'],
      ],
      references: { return_id: 'order_return', order_line_id: 'order_line' },
      check: { quantity: 'quantity > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['order_return_line', 'order_return', 'fulfillment_line', 'fulfillment', 'order_line', 'orders', 'order_counter']) {
      await runner.dropTable(table);
    }
  }
}

async function createOrders(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'orders', {
    columns: [
      tenantId(),
      id(),
      code('number'),
      idReference('user_id', { nullable: true }),
      name('email', { nullable: true }),
      code('status'),
      code('fulfillment_status'),
      code('charge_status'),
      currency(),
      bigint('subtotal_minor'),
      bigint('total_minor'),
      json('shipping_address', { nullable: true }),
      code('external_id', { nullable: true, length: 100 }),
      idReference('invoice_id', { nullable: true }),
      json('metadata', { nullable: true }),
      instant('placed_at'),
      instant('expires_at', { nullable: true }),
      instant('canceled_at', { nullable: true }),
      name('cancel_reason', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    unique: [
      ['tenant_id', 'number'],
      ['tenant_id', 'external_id'],
    ],
    index: [
      ['tenant_id', 'placed_at', 'id'],
      ['tenant_id', 'status', 'placed_at', 'id'],
      ['tenant_id', 'user_id', 'placed_at', 'id'],
      ['tenant_id', 'invoice_id'],
    ],
    references: { user_id: 'user', invoice_id: 'invoice' },
  });
  await createTable(runner, 'order_line', {
    columns: [
      tenantId(),
      id(),
      idReference('order_id'),
      int('position'),
      idReference('variant_id'),
      name('product_name'),
      name('variant_name'),
      code('sku', { length: 100 }),
      int('quantity'),
      currency(),
      bigint('unit_price_minor'),
      bigint('total_minor'),
      boolean('is_shippable'),
      int('fulfilled_quantity'),
      int('returned_quantity'),
    ],
    unique: [['tenant_id', 'order_id', 'position']],
    index: [['tenant_id', 'variant_id']],
    references: { order_id: 'orders', variant_id: 'product_variant' },
    check: {
      quantity: 'quantity > 0',
      fulfilled: 'fulfilled_quantity BETWEEN 0 AND quantity',
      returned: 'returned_quantity BETWEEN 0 AND fulfilled_quantity',
    },
  });
}
