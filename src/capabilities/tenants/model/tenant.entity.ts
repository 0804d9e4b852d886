import { Entity, PrimaryColumn } from 'typeorm';
import { CodeColumn, CurrencyColumn, IdPrefix, IdReferenceColumn, InstantColumn, NameColumn } from '../../../platform/database/columns';

export type TenantMode = 'LIVE' | 'TEST';

/** One closed world of data: everything else belongs to exactly one tenant. Its own row is found by its id. */
@Entity('tenant')
@IdPrefix('ten')
export class Tenant {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @IdReferenceColumn()
  accountId: string;

  @NameColumn()
  name: string;

  /** A TEST tenant may have a test clock and never reaches a real payment network. */
  @CodeColumn()
  mode: TenantMode;

  /** Currency of prices that name none. */
  @CurrencyColumn()
  currency: string;

  /** IANA zone of the shop: anchors of new subscriptions, dates in mails. */
  @CodeColumn({ length: 64 })
  timeZone: string;

  @InstantColumn()
  createdAt: Date;
}
