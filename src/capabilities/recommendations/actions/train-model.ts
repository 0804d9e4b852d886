import type { Desk } from '../../../platform/database/desk';
import type { View } from '../../../platform/database/view';
import { inSlices } from '../../../platform/jobs/in-slices';
import { ProductStatus, statusesOfProducts } from '../../catalog/contract';
import { recommenderTrained } from '../events';
import { strengthOf } from '../model/behavior-kind';
import { chooseSettings, type ChosenSettings } from '../model/choose-settings';
import { InteractionCollector, userCountOf, type Interactions } from '../model/interactions';
import { nearestNeighbors } from '../model/neighbors';
import { popularityOf } from '../model/popularity';
import { MOST_POPULAR, RecommenderItem } from '../model/recommender-item.entity';
import { RecommenderModel } from '../model/recommender-model.entity';
import { pageOfBehaviors } from '../storage/behaviors.queries';
import { copyPurchaseHistory } from './copy-purchase-history';
import { removeOldModels } from './remove-old-models';

/** About a megabyte of neighbours in one transaction. */
const ITEMS_PER_WRITE = 500;
const STATUSES_PER_READ = 5_000;

/**
 * Learns from all behaviour and writes it into a model that was begun; at the end, in one transaction, the model begins to serve.
 * Requests go on meanwhile: the sums run in slices, the writes in batches. Refuses nothing.
 */
export async function trainModel(desk: Desk, modelId: string): Promise<RecommenderModel> {
  await copyPurchaseHistory(desk);
  const interactions = await collectInteractions(desk.view);
  const chosen = await inSlices(chooseSettings(interactions));
  await writeItems(desk, { modelId, interactions, chosen });
  const model = await desk.transact(async (work) => {
    const begun = await work.lock(RecommenderModel, modelId);
    if (!begun) throw new Error(`the model ${modelId} was never begun`);
    const size = { users: userCountOf(interactions), items: interactions.products.length, interactions: interactions.productOf.length };
    work.emit(recommenderTrained({ modelId, ...size }));
    return work.save(Object.assign(begun, { ...size, chosen, trainedAt: work.now }));
  });
  await removeOldModels(desk);
  return model;
}

async function collectInteractions(view: View): Promise<Interactions> {
  const collector = new InteractionCollector();
  let after = '';
  for (;;) {
    const page = await pageOfBehaviors(view, after);
    const last = page.at(-1);
    if (!last) return inSlices(collector.collect());
    for (const { userId, orderId, productId, kind, occurredAt } of page) {
      // An order of a guest is somebody of whom nothing else is known.
      const user = userId ?? orderId;
      if (user !== null) collector.add({ user, product: productId, strength: strengthOf(kind), atMs: occurredAt.getTime() });
    }
    after = last.id;
  }
}

interface LearnedModel {
  readonly modelId: string;
  readonly interactions: Interactions;
  readonly chosen: ChosenSettings;
}

async function writeItems(desk: Desk, { modelId, interactions, chosen }: LearnedModel): Promise<void> {
  const { products } = interactions;
  const isListed = await listedFlags(desk.view, products);
  const popularity = popularityOf(interactions, desk.view.now.getTime());
  let rows: Partial<RecommenderItem>[] = [];
  const write = async (atLeast: number) => {
    if (rows.length < atLeast) return;
    const ready = rows;
    rows = [];
    await desk.transact((work) => work.insertAll(RecommenderItem, ready));
  };
  const search = nearestNeighbors(interactions, {
    settings: chosen.settings,
    isRecommendable: (product) => isListed[product]!,
    onFound: (product, neighbors) =>
      rows.push({
        modelId,
        productId: products[product]!,
        popularity: isListed[product] ? Math.ceil(popularity[product]! * MOST_POPULAR) : 0,
        neighbors: neighbors.map(({ key, score }) => [products[key]!, rounded(score)] as const),
      }),
  });
  await inSlices(search, () => write(ITEMS_PER_WRITE));
  await write(1);
}

/** By product number: whether it is sold now. */
async function listedFlags(view: View, products: readonly string[]): Promise<boolean[]> {
  const flags: boolean[] = [];
  for (let start = 0; start < products.length; start += STATUSES_PER_READ) {
    const chunk = products.slice(start, start + STATUSES_PER_READ);
    const statuses = await statusesOfProducts(view, chunk);
    flags.push(...chunk.map((id) => statuses.get(id) === ProductStatus.LISTED));
  }
  return flags;
}

/** Five digits order neighbours well enough, and are a third of the text. */
function rounded(score: number): number {
  return Number(score.toPrecision(5));
}
