import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Plan, PlanStatus } from '../model/plan.entity';

/** Takes a plan off offer; running subscriptions go on. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function archivePlan(work: Work, { planId }: { planId: string }): Promise<Plan> {
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  plan.status = PlanStatus.ARCHIVED;
  return work.save(plan);
}
