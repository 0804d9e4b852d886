import { realClock } from '../../../kernel/clock';
import type { LoggedEvent } from '../../../kernel/event';
import { settleAtMost } from '../../../kernel/settle-at-most';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { Event } from '../../../platform/events/event.entity';
import { mailPort } from '../../../platform/messages/mail-sender';
import { getMailTemplate, renderLetter, type Letter } from '../templates/mail-template';
import { Notification } from '../model/notification.entity';
import { notificationStates } from '../model/notification-states';

/** So many of a crowd wait for the mail server at once. */
const MAILS_AT_ONCE = 20;

interface Named {
  readonly notificationId: string;
}

/** What is to be sent; no letter when there is nobody to tell any more. */
interface Composed {
  readonly notification: Notification;
  readonly letter: Letter | null;
}

/** `sendMails` of one. Throws when the server does not take it. */
export async function sendMail(desk: Desk, named: Named): Promise<void> {
  const [outcome] = await sendMails(desk, [named]);
  if (outcome?.status === 'rejected') throw outcome.reason;
}

/**
 * Composes mails from what is true now and gives them to the mail server; the outcome of each stands in its place. Nothing happens
 * for one that was sent before. One that the server does not take is repeated with the same key, so that a mail whose answer was lost
 * can be told from a new one. No transaction is open while the server is asked.
 */
export async function sendMails(desk: Desk, named: readonly Named[]): Promise<readonly PromiseSettledResult<unknown>[]> {
  const composed = await desk.transactTogether(named, compose);
  const outcomes: PromiseSettledResult<unknown>[] = [...composed];
  const waiting = composed.flatMap((one, place) => (one.status === 'fulfilled' && one.value ? [{ place, ...one.value }] : []));
  const answers = await settleAtMost(MAILS_AT_ONCE, waiting, ({ notification, letter }) => send(desk, { notification, letter }));
  answers.forEach((answer, index) => (outcomes[waiting[index]!.place] = answer));
  const sent = waiting.filter((_mail, index) => answers[index]!.status === 'fulfilled');
  const recorded = await desk.transactTogether(sent, record);
  recorded.forEach((one, index) => (outcomes[sent[index]!.place] = one));
  return outcomes;
}

async function compose(work: Work, { notificationId }: Named): Promise<Composed | null> {
  const notification = await work.find(Notification, notificationId);
  if (notification?.state !== 'QUEUED') return null;
  const event = await work.from(Event).where({ id: notification.eventId }).one();
  if (!event) throw new Error(`the event ${notification.eventId} is not in the log`);
  return { notification, letter: await getMailTemplate(notification.template).compose(work, event.toLogged() as LoggedEvent) };
}

async function send(desk: Desk, { notification: { tenantId, id }, letter }: Composed): Promise<void> {
  if (letter) await desk.port(mailPort).send({ tenantId, key: id, to: letter.to, ...renderLetter(letter) });
}

async function record(work: Work, { notification: { id }, letter }: Composed): Promise<void> {
  const notification = await work.lock(Notification, id);
  // Another worker may have taken the job over, sent the same mail and recorded it first.
  if (notification?.state !== 'QUEUED') return;
  notificationStates.move(notification, letter ? 'SENT' : 'UNWANTED');
  notification.sentAt = realClock.now();
  await work.save(notification);
}
