import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, InstantColumn, JsonColumn, NameColumn } from '../../../platform/database/columns';
import { IdColumn, TenantColumn } from '../../../platform/database/columns';

export type ApiKeyKind = 'PUBLISHABLE' | 'SECRET';

/** A key of a tenant. Only its hash is kept: the key itself is shown once, when it is made. */
@Entity('api_key')
@IdPrefix('key')
@Index(['keyHash'], { unique: true })
export class ApiKey {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn()
  kind: ApiKeyKind;

  @NameColumn()
  name: string;

  /** SHA-256 of the key: it has 190 bits of chance, so a slow hash would add nothing. */
  @CodeColumn({ length: 44 })
  keyHash: string;

  /** The key's last four characters, to tell keys apart in a list. */
  @CodeColumn({ length: 4 })
  ending: string;

  /** What a secret key may do: `*`, `orders.*` or single permissions. */
  @JsonColumn()
  scopes: string[];

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  revokedAt: Date | null;
}
