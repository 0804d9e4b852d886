import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, int } from '../src/platform/database/migration-words';

/** Pieces are held back before they are ordered: the ledger counts them. */
export class ReserveStock1763784000000 implements MigrationInterface {
  name = 'ReserveStock1763784000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'stock_movement', int('reserved_delta', { default: '0' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('stock_movement', 'reserved_delta');
  }
}
