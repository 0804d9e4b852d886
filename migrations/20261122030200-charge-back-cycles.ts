import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, instant } from '../src/platform/database/migration-words';

/** Periods whose money a bank took back for good. */
export class ChargeBackCycles1763780520000 implements MigrationInterface {
  name = 'ChargeBackCycles1763780520000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'billing_cycle', instant('charged_back_at', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('billing_cycle', 'charged_back_at');
  }
}
