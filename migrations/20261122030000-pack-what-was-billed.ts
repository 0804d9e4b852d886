import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { idReference, int } from '../src/platform/database/migration-words';

const packed = [idReference('box_version_id', { nullable: true }), int('box_quantity', { nullable: true })];

/** What the deliveries of a period are packed by. */
export class PackWhatWasBilled1763780400000 implements MigrationInterface {
  name = 'PackWhatWasBilled1763780400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('billing_cycle', packed.map((column) => new TableColumn(column(runner))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('billing_cycle', packed.map((column) => column(runner).name));
  }
}
