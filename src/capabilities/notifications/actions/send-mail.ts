import { realClock } from '../../../kernel/clock';
import type { LoggedEvent } from '../../../kernel/event';
import type { Desk } from '../../../platform/database/desk';
import { Event } from '../../../platform/events/event.entity';
import { mailPort } from '../../../platform/messages/mail-sender';
import { getMailTemplate, renderLetter } from '../templates/mail-template';
import { Notification } from '../model/notification.entity';
import { notificationStates, type NotificationState } from '../model/notification-states';

/**
 * Composes the mail from what is true now and gives it to the mail server. Nothing happens when it was sent before. Throws when
 * the server does not take it: a repeat has the same key, so that a mail whose answer was lost can be told from a new one.
 */
export async function sendMail(desk: Desk, { notificationId }: { notificationId: string }): Promise<void> {
  const notification = await desk.view.find(Notification, notificationId);
  if (notification?.state !== 'QUEUED') return;
  const event = await desk.view.from(Event).where({ id: notification.eventId }).one();
  if (!event) throw new Error(`the event ${notification.eventId} is not in the log`);
  const letter = await getMailTemplate(notification.template).compose(desk, event.toLogged() as LoggedEvent);
  if (letter) {
    await desk.port(mailPort).send({ tenantId: notification.tenantId, key: notification.id, to: letter.to, ...renderLetter(letter) });
  }
  await record(desk, notificationId, letter ? 'SENT' : 'UNWANTED');
}

async function record(desk: Desk, notificationId: string, state: NotificationState): Promise<void> {
  await desk.transact(async (work) => {
    const notification = await work.lock(Notification, notificationId);
    // Another worker may have taken the job over, sent the same mail and recorded it first.
    if (notification?.state !== 'QUEUED') return;
    notificationStates.move(notification, state);
    notification.sentAt = realClock.now();
    await work.save(notification);
  });
}
