import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addIndex, boolean, dropIndex, idReference, json } from '../src/platform/database/migration-words';

/** A delivery has one order, which sends what may never have been counted, to where the subscription says. */
export class OrderBoxes1763787600000 implements MigrationInterface {
  name = 'OrderBoxes1763787600000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'subscription', json('shipping_address', { nullable: true }));
    await addColumn(runner, 'orders', idReference('subscription_id', { nullable: true }));
    await addColumn(runner, 'orders', idReference('delivery_id', { nullable: true }));
    await addIndex(runner, 'orders', ['tenant_id', 'delivery_id'], { isUnique: true });
    await addColumn(runner, 'order_line', boolean('is_counted', { default: '1' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('order_line', 'is_counted');
    await dropIndex(runner, 'orders', ['tenant_id', 'delivery_id']);
    for (const column of ['delivery_id', 'subscription_id']) await runner.dropColumn('orders', column);
    await runner.dropColumn('subscription', 'shipping_address');
  }
}
