import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, TenantColumn } from '../../../platform/database/columns';
import type { NotificationState } from './notification-states';

/** One thing told to one person: at most one for an event and a template, however often the event is handled. */
@Entity('notification')
@IdPrefix('ntf')
@Index(['tenantId', 'eventId', 'template'], { unique: true })
export class Notification {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  eventId: string;

  @CodeColumn({ length: 60 })
  template: string;

  @CodeColumn()
  state: NotificationState;

  @InstantColumn()
  createdAt: Date;

  /** Real time, like all transport; null while it is QUEUED. */
  @InstantColumn({ nullable: true })
  sentAt: Date | null;
}
