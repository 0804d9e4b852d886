import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

/** One sign-in. Its refresh token changes with every use; the old one coming back later means that it was stolen. */
@Entity('session')
@IdPrefix('ses')
@References('User', 'userId')
@Index(['tenantId', 'refreshHash'], { unique: true })
@Index(['tenantId', 'previousHash'])
@Index(['tenantId', 'userId'])
export class Session {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  userId: string;

  @CodeColumn({ length: 44 })
  refreshHash: string;

  @CodeColumn({ length: 44, nullable: true })
  previousHash: string | null;

  /** Real time, like all security: when the previous token was exchanged. */
  @InstantColumn()
  rotatedAt: Date;

  @InstantColumn()
  expiresAt: Date;

  @InstantColumn({ nullable: true })
  revokedAt: Date | null;

  @InstantColumn()
  createdAt: Date;

  @VersionColumn()
  version: number;
}
