import { userCountOf, type Interactions } from './interactions';

/** More would make the answer surer by less than the choices differ. */
const MAX_SAMPLE = 1_000;
/** Two must remain when the newest is taken away. */
const MIN_PRODUCTS = 3;

/** What somebody did lastly, and all that she had done before. */
export interface HeldOut {
  readonly user: number;
  /** Number of the product that a good recommendation names. */
  readonly product: number;
}

export interface HoldOut {
  readonly sample: readonly HeldOut[];
  /** The interactions without those that are held out. */
  readonly rest: Interactions;
}

/**
 * Takes the newest product away from an even sample of users, at most every second one: the others must still show what people end
 * with. Of several at the same instant each user loses another one.
 */
export function holdOut(interactions: Interactions): HoldOut {
  const { userStart, productOf, preference, atMs } = interactions;
  const isHeldOut = new Uint8Array(productOf.length);
  const sample = sampleUsers(interactions).map((user) => {
    const end = userStart[user + 1]!;
    let first = end - 1;
    while (first > userStart[user]! && atMs[first - 1] === atMs[end - 1]) first -= 1;
    const entry = first + (user % (end - first));
    isHeldOut[entry] = 1;
    return { user, product: productOf[entry]! };
  });
  const isKept = (_value: number, entry: number) => isHeldOut[entry] === 0;
  const start = new Int32Array(userStart.length);
  let taken = 0;
  for (let user = 0; user < userStart.length - 1; user += 1) {
    for (let entry = userStart[user]!; entry < userStart[user + 1]!; entry += 1) taken += isHeldOut[entry]!;
    start[user + 1] = userStart[user + 1]! - taken;
  }
  const rest = {
    products: interactions.products,
    userStart: start,
    productOf: productOf.filter(isKept),
    preference: preference.filter(isKept),
    atMs: atMs.filter(isKept),
  };
  return { sample, rest };
}

function sampleUsers(interactions: Interactions): number[] {
  const { userStart } = interactions;
  const fit: number[] = [];
  for (let user = 0; user < userCountOf(interactions); user += 1) {
    if (userStart[user + 1]! - userStart[user]! >= MIN_PRODUCTS) fit.push(user);
  }
  const size = Math.min(Math.floor(fit.length / 2), MAX_SAMPLE);
  return Array.from({ length: size }, (_value, index) => fit[Math.floor((index * fit.length) / size)]!);
}
