import { addMs, HOUR_MS, realClock } from '../../../kernel/clock';
import type { Desk } from '../../../platform/database/desk';
import { deleteSomeItems, findIdleModels } from '../storage/old-models.queries';

/** The model that served before stays for the requests that are reading it. */
const KEPT = 2;
/** A training that has taken longer has died. */
const MAX_TRAINING_MS = HOUR_MS;

/** Removes what models knew that serve no more, and what trainings left that died, in small batches. Refuses nothing. */
export async function removeOldModels(desk: Desk): Promise<void> {
  const idle = await findIdleModels(desk.view, { kept: KEPT, diedBefore: addMs(realClock.now(), -MAX_TRAINING_MS) });
  for (const modelId of idle) while (await desk.transact((work) => deleteSomeItems(work, modelId)));
}
