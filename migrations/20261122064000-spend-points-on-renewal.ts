import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, boolean } from '../src/platform/database/migration-words';

/** Renewals are paid with points where their payer said so; until then none is. */
export class SpendPointsOnRenewal1763793600000 implements MigrationInterface {
  name = 'SpendPointsOnRenewal1763793600000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'subscription', boolean('spend_points_on_renewal', { default: '0' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('subscription', 'spend_points_on_renewal');
  }
}
