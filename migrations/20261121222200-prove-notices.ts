import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, code, instant } from '../src/platform/database/migration-words';

const notice = [instant('noticed_at', { nullable: true }), bigint('noticed_minor', { nullable: true }), code('noticed_currency', { nullable: true, length: 3 })];

/** The proof that a subscriber was told of a renewal. */
export class ProveNotices1763766000000 implements MigrationInterface {
  name = 'ProveNotices1763766000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('billing_cycle', notice.map((column) => new TableColumn(column(runner))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('billing_cycle', notice.map((column) => column(runner).name));
  }
}
