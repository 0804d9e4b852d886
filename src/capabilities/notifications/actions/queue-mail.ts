import { realClock } from '../../../kernel/clock';
import type { LoggedEvent } from '../../../kernel/event';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { sendMailJob } from '../jobs/send-mail.job';
import type { MailTemplate } from '../templates/mail-template';
import { Notification } from '../model/notification.entity';

/** Lets a job send the mail. An event that is handled again queues nothing: one mail for an event and a template. */
export async function queueMail(work: Work, { template, event }: { template: MailTemplate; event: LoggedEvent<unknown> }): Promise<void> {
  const notification = await work.insertUnlessPresent(Notification, {
    eventId: event.id,
    template: template.name,
    state: 'QUEUED',
    sentAt: null,
  });
  if (!notification) return;
  await schedule(work, sendMailJob, { key: notification.id, dueAt: realClock.now(), payload: { notificationId: notification.id } });
}
