import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { RENEWAL_NOTICE_DAYS, TRIAL_NOTICE_DAYS } from '../model/dunning';
import { NoticePolicy, noticePolicyIdOf } from '../model/notice-policy.entity';
import { spreadNoticePolicyKind } from '../storage/job-kinds';

const MAX_DAYS = 60;

export interface UpdateNoticePolicy {
  readonly renewalDays?: number | null;
  readonly trialDays?: number | null;
  readonly isRequired?: boolean | null;
}

/**
 * Says how long before a renewal, and before the end of a trial, a shop tells its people, and whether it charges whom it did not tell;
 * what is left out stays. A job brings it to the subscriptions that run. Refuses INVALID.
 */
export async function updateNoticePolicy(work: Work, { renewalDays, trialDays, isRequired }: UpdateNoticePolicy): Promise<NoticePolicy> {
  assertDays(renewalDays, 'renewalDays');
  assertDays(trialDays, 'trialDays');
  const id = noticePolicyIdOf(work.tenantId);
  const policy =
    (await work.lock(NoticePolicy, id)) ??
    (await work.insertUnlessPresent(NoticePolicy, { id, renewalDays: RENEWAL_NOTICE_DAYS, trialDays: TRIAL_NOTICE_DAYS, isRequired: false })) ??
    (await work.lock(NoticePolicy, id))!;
  if (renewalDays != null) policy.renewalDays = renewalDays;
  if (trialDays != null) policy.trialDays = trialDays;
  if (isRequired != null) policy.isRequired = isRequired;
  await schedule(work, spreadNoticePolicyKind, { key: id, dueAt: work.now, payload: { after: '' } });
  return work.save(policy);
}

function assertDays(days: number | null | undefined, field: string): void {
  if (days != null && (days < 0 || days > MAX_DAYS)) throw invalid(`The days must be 0 to ${MAX_DAYS}.`, [field]);
}
