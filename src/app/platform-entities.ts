import { Event } from '../platform/events/event.entity';
import { IdempotencyKey } from '../platform/graphql/idempotency-key.entity';
import { MailboxMail } from '../platform/messages/mailbox-mail.entity';

/** Entities that belong to the machinery, not to a capability. */
export const platformEntities: readonly Function[] = [Event, IdempotencyKey, MailboxMail];
