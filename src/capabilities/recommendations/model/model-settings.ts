/** How neighbours are weighed. Which values suit depends on the shop; `chooseSettings` tries them on its own data. */
export interface ModelSettings {
  /** 0: every shared user counts the same; 1: one who preferred a hundred products tells a hundredth of one who preferred one. */
  readonly userDamping: number;
  /** How much a product's own popularity, and its neighbour's, take from their similarity; 0.5 and 0.5 would be the cosine. */
  readonly ownDamping: number;
  readonly neighborDamping: number;
  /** Takes from similarities that few users stand for. */
  readonly shrinkage: number;
  /** What an earlier product counts as the neighbour of a later one: below 1 recommends what usually comes next. */
  readonly backwardWeight: number;
  /** 0: products with many near neighbours speak louder; 1: all products speak with one voice. */
  readonly evenness: number;
  /** After so many newer products a product counts 1/e in a profile; null: all count the same. */
  readonly memory: number | null;
}

/** Many users with few products each: a similarity needs several of them to be believed. */
const sparse = { userDamping: 0.4, ownDamping: 0.5, neighborDamping: 0.2, shrinkage: 5, evenness: 0 };
/** Users with long histories: the one-sided similarity of a random walk, from a product to one of its users and on. */
const dense = { userDamping: 1, ownDamping: 0.8, neighborDamping: 0.2, shrinkage: 0, evenness: 0.5 };

/** For shops with too little data to try anything on. */
export const defaultSettings: ModelSettings = { ...sparse, backwardWeight: 0.5, memory: 5 };

/** What is tried: first which of these weighs best, then whether the order in which people act says anything. */
export const weighings = [sparse, dense] as const;
export const BOTH_WAYS = 1;
export const MOSTLY_FORWARD = 0.2;
export const memories: readonly (number | null)[] = [null, 20, 5];
