import { Entity } from 'typeorm';
import { PrimaryColumn } from 'typeorm';
import { IdPrefix, InstantColumn, NameColumn } from '../../../platform/database/columns';

/** A company on this deployment. Its LIVE and its TEST data are two tenants. Belongs to the platform, so it has no tenant. */
@Entity('account')
@IdPrefix('acct')
export class Account {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @NameColumn()
  name: string;

  @InstantColumn()
  createdAt: Date;
}
