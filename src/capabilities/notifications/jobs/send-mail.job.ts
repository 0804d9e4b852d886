import { defineJob } from '../../../platform/jobs/job';
import { sendMail } from '../actions/send-mail';

/** REAL time: a mail is not late because a test clock stands still. */
export const sendMailJob = defineJob<{ notificationId: string }>({
  kind: 'notifications.send-mail',
  time: 'REAL',
  run: sendMail,
});
