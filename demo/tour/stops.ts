import {
  TourAttachCardDocument,
  TourChangePlanDocument,
  TourInvoicesDocument,
  TourMyEventsDocument,
  TourOrderEventsDocument,
  TourPauseDocument,
  TourPlaceOrderDocument,
  TourPlansDocument,
  TourPreviewDocument,
  TourProductsDocument,
  TourRecommendationsDocument,
  TourRecordBehaviorDocument,
  TourRegisterDocument,
  TourRelatedDocument,
  TourResumeDocument,
  TourSignInDocument,
  TourStockChangesDocument,
  TourSubscribeDocument,
  TourSubscriptionEventsDocument,
  TourVariantDocument,
} from '../../tests/generated/graphql';
import { passPeriod, type Parties } from './clock';
import { expectThat, TourError, type Caller, type Guide } from './guide';

export async function registerAndSignIn(guide: Guide, visitor: Caller, email: string): Promise<Caller> {
  guide.heading('A new customer registers and signs in');
  const password = 'a password for the tour';
  await guide.ask(visitor, TourRegisterDocument, { input: { email, password, name: 'Ada Tourist' } });
  const { sessionCreate } = await guide.ask(visitor, TourSignInDocument, { input: { email, password } });
  return { apiKey: visitor.apiKey, accessToken: sessionCreate.accessToken! };
}

/** Two pages of the catalogue; returns a variant that can be bought. */
export async function browse(guide: Guide, visitor: Caller): Promise<{ id: string; available: number }> {
  guide.heading('She browses the shop, page by page, with stock');
  const { products: first } = await guide.ask(visitor, TourProductsDocument, { first: 5 });
  const { products: second } = await guide.ask(visitor, TourProductsDocument, { first: 5, after: first.pageInfo.endCursor });
  const shown = [...first.edges, ...second.edges].map(({ node }) => node);
  expectThat(shown.length === 10 && new Set(shown.map(({ id }) => id)).size === 10, 'two pages of five must show ten different products');
  const variants = shown.flatMap(({ variants: { edges } }) => edges.map(({ node }) => node));
  const variant = variants.find(({ available }) => available >= 2 && available < 1_000_000);
  if (!variant) throw new TourError('none of the ten products is in stock');
  return variant;
}

/** A trial, two renewals and a lost connection. */
export async function subscribeAndRenew(guide: Guide, { user, merchant }: Parties): Promise<{ paymentMethodId: string; subscriptionId: string }> {
  guide.heading('She attaches a card and subscribes to a plan with a trial');
  const { plans } = await guide.ask(user, TourPlansDocument, {});
  const plan = plans.edges.map(({ node }) => node).find(({ trialDays, price }) => trialDays > 0 && price.amount !== '0.00');
  if (!plan) throw new TourError('the shop has no paid plan with a trial');
  const { paymentMethodAttach } = await guide.ask(user, TourAttachCardDocument, { input: { token: 'sandbox_succeeds' } });
  const { subscriptionCreate } = await guide.ask(user, TourSubscribeDocument, {
    input: { planId: plan.id, idempotencyKey: 'the tour subscribes once' },
  });
  const subscriptionId = subscriptionCreate.subscription!.id;
  expectThat(subscriptionCreate.subscription!.status === 'TRIALING', 'the subscription must start with its trial');

  guide.heading('The test clock moves over the trial and the first renewal; the events arrive over the websocket');
  const live = await guide.follow(user, TourSubscriptionEventsDocument, { subscriptionId });
  await passPeriod(guide, { user, merchant, subscriptionId });
  await live.until('the activation', (frames) => frames.some(({ subscriptionEvents }) => subscriptionEvents.type === 'subscription.activated'));
  await passPeriod(guide, { user, merchant, subscriptionId });
  await live.until('the first renewal', (frames) => frames.some(({ subscriptionEvents }) => subscriptionEvents.type === 'subscription.renewed'));

  guide.heading('The socket drops; the second renewal happens meanwhile; she goes on from her last cursor');
  live.drop();
  const seen = live.frames.map(({ subscriptionEvents }) => subscriptionEvents);
  await passPeriod(guide, { user, merchant, subscriptionId });
  const resumed = await guide.follow(user, TourSubscriptionEventsDocument, { subscriptionId, after: seen.at(-1)!.cursor });
  await resumed.until('the second renewal', (frames) => frames.some(({ subscriptionEvents }) => subscriptionEvents.type === 'subscription.renewed'));
  const { events } = await guide.ask(user, TourMyEventsDocument, {});
  const logged = events.edges.map(({ node }) => node).filter(({ type }) => type.startsWith('subscription.'));
  const since = logged.slice(logged.findIndex(({ id }) => id === seen[0]!.id)).map(({ id }) => id);
  await resumed.until('every event of the log', (frames) => seen.length + frames.length >= since.length);
  await resumed.stop();
  const shown = [...seen, ...resumed.frames.map(({ subscriptionEvents }) => subscriptionEvents)].map(({ id }) => id);
  expectThat(JSON.stringify(since) === JSON.stringify(shown), 'the two sockets together must have shown every event once, in order');
  const { invoices } = await guide.ask(user, TourInvoicesDocument, {});
  const paid = invoices.edges.filter(({ node }) => node.status === 'PAID');
  expectThat(paid.length === 3 && invoices.totalCount === 3, 'the first period and two renewals must be paid, and nothing else billed');
  return { paymentMethodId: paymentMethodAttach.paymentMethod!.id, subscriptionId };
}

/** Another plan, billed to the unit as it was previewed; then a pause. */
export async function changeAndPause(guide: Guide, { user, subscriptionId }: { user: Caller; subscriptionId: string }): Promise<void> {
  guide.heading('She looks what a longer plan would cost now, takes it, and pays just that; she pauses and goes on');
  const { plans } = await guide.ask(user, TourPlansDocument, {});
  const longer = plans.edges.map(({ node }) => node).find(({ intervalCount, price }) => intervalCount > 1 && price.amount !== '0.00');
  if (!longer) throw new TourError('the shop has no plan for several months');
  const input = { subscriptionId, planId: longer.id };
  const { subscriptionPreview } = await guide.ask(user, TourPreviewDocument, { input });
  const { subscriptionChangePlan } = await guide.ask(user, TourChangePlanDocument, { input: { ...input, idempotencyKey: 'the tour changes its plan once' } });
  const { status, ...billed } = subscriptionChangePlan.invoice!;
  const previewed = subscriptionPreview!.invoiceNow!;
  // The clock of the shop stands still: not a second has passed.
  expectThat(JSON.stringify(billed) === JSON.stringify(previewed) && status === 'PAID', 'what is billed must be what was previewed, and be paid');
  const { subscriptionPause } = await guide.ask(user, TourPauseDocument, { input: { subscriptionId } });
  expectThat(subscriptionPause.subscription!.status === 'PAUSED', 'the subscription must pause');
  const { subscriptionResume } = await guide.ask(user, TourResumeDocument, { input: { subscriptionId } });
  expectThat(subscriptionResume.subscription!.status === 'ACTIVE', 'the subscription must go on');
}

interface Purchase {
  readonly user: Caller;
  readonly visitor: Caller;
  readonly variant: { readonly id: string };
  readonly paymentMethodId: string;
}

export async function placeOrder(guide: Guide, { user, visitor, variant, paymentMethodId }: Purchase): Promise<void> {
  guide.heading('She orders two pieces and pays; order and stock events arrive and the stock falls');
  const { productVariant: before } = await guide.ask(visitor, TourVariantDocument, { id: variant.id });
  const orders = await guide.follow(user, TourOrderEventsDocument, {});
  const stock = await guide.follow(visitor, TourStockChangesDocument, { variantIds: [variant.id] });
  const { orderPlace } = await guide.ask(user, TourPlaceOrderDocument, {
    input: { lines: [{ variantId: variant.id, quantity: 2 }], paymentMethodId, idempotencyKey: 'the tour orders once' },
  });
  const order = orderPlace.order!;
  expectThat(order.status === 'CONFIRMED' && order.chargeStatus === 'FULL', `the order is ${order.status}, charged ${order.chargeStatus}`);
  await orders.until('the order event', (frames) => frames.some(({ orderEvents }) => orderEvents.type === 'order.paid' && orderEvents.order?.id === order.id));
  await stock.until('the stock event', (frames) => frames.length > 0);
  await orders.stop();
  await stock.stop();
  const { productVariant: after } = await guide.ask(visitor, TourVariantDocument, { id: variant.id });
  expectThat(after!.available === before!.available - 2, `the stock must fall by two: ${before!.available} -> ${after!.available}`);
}

export async function getRecommended(guide: Guide, user: Caller): Promise<void> {
  guide.heading('What is recommended to her takes in what she looks at');
  const { recommendations: before } = await guide.ask(user, TourRecommendationsDocument, {});
  const seeds = before.edges.flatMap(({ node }) => node.product ?? []);
  expectThat(seeds.length > 0, 'somebody new must be shown something');
  const known = new Set(seeds.map(({ id }) => id));
  for (const seed of seeds) {
    const { relatedProducts } = await guide.ask(user, TourRelatedDocument, { productId: seed.id });
    const news = relatedProducts.edges.flatMap(({ node }) => node.product ?? []).map(({ id }) => id).filter((id) => !known.has(id));
    if (news.length === 0) continue;
    await guide.ask(user, TourRecordBehaviorDocument, { input: { behaviors: [{ kind: 'VIEW', productId: seed.id }] } });
    const { recommendations: after } = await guide.ask(user, TourRecommendationsDocument, {});
    expectThat(after.edges.some(({ node }) => node.product !== null && news.includes(node.product.id)), `after a look at ${seed.name} one of its neighbours must be recommended`);
    guide.say(`a neighbour of ${seed.name} entered the answer`);
    return;
  }
  throw new TourError('none of the recommended products has a neighbour that was not recommended before');
}
