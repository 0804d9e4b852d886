import { defineCrowdJob } from '../../../platform/jobs/job';
import { sendMails } from '../actions/send-mail';

/** REAL time: a mail is not late because a test clock stands still. */
export const sendMailJob = defineCrowdJob({
  kind: 'notifications.send-mail',
  time: 'REAL',
  runTogether: (desk, payloads: readonly { notificationId: string }[]) => sendMails(desk, payloads),
});
