import { instantToText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';

const BATCH = 500;

/** Models that have items and serve no more: all trained ones but the newest so many, and those whose training died. */
export async function findIdleModels(view: View, { kept, diedBefore }: { kept: number; diedBefore: Date }): Promise<string[]> {
  const rows = await view.rows(
    'recommender_model: idle',
    `SELECT m.id, m.trained_at FROM recommender_model m
     WHERE m.tenant_id = :tenant AND (m.trained_at IS NOT NULL OR m.begun_at < :diedBefore)
       AND EXISTS (SELECT 1 FROM recommender_item i WHERE i.tenant_id = :tenant AND i.model_id = m.id)
     ORDER BY m.trained_at DESC, m.id DESC`,
    { diedBefore: instantToText(diedBefore) },
  );
  const trained = rows.filter((row) => row.trained_at !== null);
  const died = rows.filter((row) => row.trained_at === null);
  return [...trained.slice(kept), ...died].map(({ id }) => id as string);
}

/** Removes a batch of a model's items; false when none is left. */
export async function deleteSomeItems(work: Work, modelId: string): Promise<boolean> {
  const keys = await work.rows(
    'recommender_item: first',
    `SELECT product_id FROM recommender_item WHERE tenant_id = :tenant AND model_id = :modelId ORDER BY product_id LIMIT ${BATCH}`,
    { modelId },
  );
  if (keys.length === 0) return false;
  await work.change(
    'recommender_item: remove',
    'DELETE FROM recommender_item WHERE tenant_id = :tenant AND model_id = :modelId AND product_id <= :last',
    { modelId, last: keys.at(-1)!.product_id as string },
  );
  return keys.length === BATCH;
}
