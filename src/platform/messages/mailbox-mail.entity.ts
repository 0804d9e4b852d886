import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, InstantColumn, NameColumn, TenantColumn, TextColumn } from '../database/columns';

/** A mail that nobody sends: it waits in the development mailbox to be looked at. */
@Entity('mail')
@IdPrefix('mail')
@Index(['tenantId', 'messageKey'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
export class MailboxMail {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn({ length: 100 })
  messageKey: string;

  @NameColumn()
  toAddress: string;

  @TextColumn()
  subject: string;

  @TextColumn()
  text: string;

  @TextColumn({ nullable: true })
  html: string | null;

  /** Real time, like all transport. */
  @InstantColumn()
  createdAt: Date;
}
