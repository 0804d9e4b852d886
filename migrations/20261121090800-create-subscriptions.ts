import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, boolean, code, createTable, currency, id, idReference, instant, int, json, name, tenantId, text } from '../src/platform/database/migration-words';

export class CreateSubscriptions1763716080000 implements MigrationInterface {
  name = 'CreateSubscriptions1763716080000';

  async up(runner: QueryRunner): Promise<void> {
    await createPlans(runner);
    await createSubscription(runner);
    await createBillingCycle(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['billing_cycle', 'subscription', 'plan_version', 'plan']) await runner.dropTable(table);
  }
}

async function createPlans(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'plan', {
    columns: [
      tenantId(),
      id(),
      name('name'),
      text('description', { nullable: true }),
      code('status'),
      idReference('current_version_id', { nullable: true }),
      code('external_id', { nullable: true, length: 100 }),
      json('metadata', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    unique: [['tenant_id', 'external_id']],
    index: [['tenant_id', 'created_at', 'id']],
  });
  await createTable(runner, 'plan_version', {
    columns: [
      tenantId(),
      id(),
      idReference('plan_id'),
      int('number'),
      code('interval_unit'),
      int('interval_count'),
      bigint('price_minor'),
      currency(),
      int('trial_days'),
      instant('created_at'),
    ],
    unique: [['tenant_id', 'plan_id', 'number']],
    references: { plan_id: 'plan' },
    check: { price: 'price_minor >= 0', interval: 'interval_count >= 1', trial: 'trial_days >= 0' },
  });
}

async function createSubscription(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'subscription', {
    columns: [
      tenantId(),
      id(),
      idReference('user_id'),
      idReference('plan_id'),
      idReference('plan_version_id'),
      code('status'),
      int('quantity'),
      idReference('payment_method_id', { nullable: true }),
      int('schedule'),
      code('anchor_at', { length: 30 }),
      code('zone', { length: 64 }),
      instant('trial_end', { nullable: true }),
      instant('current_period_start'),
      instant('current_period_end'),
      boolean('cancel_at_period_end'),
      instant('canceled_at', { nullable: true }),
      instant('ended_at', { nullable: true }),
      code('cancellation_feedback', { nullable: true }),
      text('cancellation_comment', { nullable: true }),
      json('metadata', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    index: [
      ['tenant_id', 'user_id', 'created_at', 'id'],
      ['tenant_id', 'created_at', 'id'],
      ['tenant_id', 'plan_id', 'status'],
    ],
    references: { user_id: 'user', plan_id: 'plan', plan_version_id: 'plan_version' },
    check: { quantity: 'quantity >= 1' },
  });
}

async function createBillingCycle(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'billing_cycle', {
    columns: [
      tenantId(),
      id(),
      idReference('subscription_id'),
      int('schedule'),
      int('index'),
      code('status'),
      instant('start_at'),
      instant('end_at'),
      idReference('invoice_id', { nullable: true }),
      instant('settled_at', { nullable: true }),
      idReference('failed_payment_id', { nullable: true }),
      idReference('hard_declined_method_id', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    unique: [['tenant_id', 'subscription_id', 'schedule', 'index']],
    index: [['tenant_id', 'invoice_id']],
    references: { subscription_id: 'subscription' },
  });
}
