import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { AddOn } from '../model/add-on.entity';
import { Plan } from '../model/plan.entity';

const MAX_OFFERED = 50;

/** Says what may be taken beside a plan, in that order; who has something else keeps it. Refuses NOT_FOUND and INVALID. */
export async function setPlanAddOns(work: Work, { planId, addOnIds }: { planId: string; addOnIds: readonly string[] }): Promise<Plan> {
  const wanted = [...new Set(addOnIds)];
  if (wanted.length > MAX_OFFERED) throw invalid(`A plan offers at most ${MAX_OFFERED} add-ons.`, ['addOnIds']);
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  const known = wanted.length > 0 ? await work.from(AddOn).where({ id: wanted } as never).all() : [];
  if (known.length < wanted.length) throw notFound('One of the add-ons', ['addOnIds']);
  return work.save(Object.assign(plan, { addOnIds: wanted.length > 0 ? wanted : null }));
}
