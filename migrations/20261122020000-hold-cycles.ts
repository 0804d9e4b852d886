import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { code, instant } from '../src/platform/database/migration-words';

const hold = [code('hold_reason', { nullable: true }), instant('held_until', { nullable: true }), instant('released_at', { nullable: true })];

/** Why a period is held back, and until when. So far only the end of a trial held one back. */
export class HoldCycles1763776800000 implements MigrationInterface {
  name = 'HoldCycles1763776800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('billing_cycle', hold.map((column) => new TableColumn(column(runner))));
    await runner.query("UPDATE billing_cycle SET hold_reason = 'METHOD_MISSING' WHERE status = 'HELD'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('billing_cycle', hold.map((column) => column(runner).name));
  }
}
