/** What becomes of each, in its place, when so many of them run at once: each that ends makes room for the next. */
export async function settleAtMost<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const outcomes = new Array<PromiseSettledResult<Result>>(items.length);
  const places = items.keys();
  const lane = async () => {
    for (const place of places) [outcomes[place]] = (await Promise.allSettled([run(items[place]!)])) as [PromiseSettledResult<Result>];
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return outcomes;
}
