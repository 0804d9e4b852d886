import type { MigrationInterface, QueryRunner } from 'typeorm';
import { code, createTable, id, idReference, instant, int, json, name, tenantId } from '../src/platform/database/migration-words';

export class CreateCarts1763801400000 implements MigrationInterface {
  name = 'CreateCarts1763801400000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'cart', {
      columns: [
        tenantId(),
        id(),
        idReference('user_id', { nullable: true }),
        code('status'),
        name('email', { nullable: true }),
        json('shipping_address', { nullable: true }),
        idReference('order_id', { nullable: true }),
        instant('reserved_until', { nullable: true }),
        instant('expires_at'),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      index: [
        ['tenant_id', 'user_id', 'status', 'created_at', 'id'],
        ['tenant_id', 'status', 'created_at', 'id'],
        ['tenant_id', 'created_at', 'id'],
        ['tenant_id', 'order_id'],
      ],
      references: { user_id: 'user', order_id: 'orders' },
    });
    await createTable(runner, 'cart_line', {
      columns: [tenantId(), id(), idReference('cart_id'), idReference('variant_id'), int('quantity'), instant('created_at')],
      unique: [['tenant_id', 'cart_id', 'variant_id']],
      index: [['tenant_id', 'variant_id']],
      references: { cart_id: 'cart', variant_id: 'product_variant' },
      check: { quantity: 'quantity > 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['cart_line', 'cart']) await runner.dropTable(table);
  }
}
