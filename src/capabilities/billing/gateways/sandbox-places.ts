const FIRST_SLOTS = 1_024;
/** Slots of which one is filled, at least: fuller, whoever looks for something that is not there looks at many. */
const SLOTS_PER_PLACE = 2;

/**
 * Where in a file things are, by a text that names them: some twenty bytes for each, however long the text. It remembers not the
 * text but a hash, so whoever finds a place looks there whether it is the right one. Place 0 holds the file's header, never a thing.
 */
export class PlaceIndex {
  private hashes = new Uint32Array(FIRST_SLOTS);
  private places = new Float64Array(FIRST_SLOTS);
  private count = 0;

  add(text: string, place: number): void {
    this.count += 1;
    if (this.count * SLOTS_PER_PLACE > this.places.length) this.grow();
    this.put(hashOf(text), place);
  }

  /** What is at the place of this text; undefined when `at` knows none of those that it may be. */
  find<Thing>(text: string, at: (place: number) => Thing | undefined): Thing | undefined {
    const hash = hashOf(text);
    for (let slot = this.slotOf(hash); this.places[slot] !== 0; slot = this.next(slot)) {
      const thing = this.hashes[slot] === hash ? at(this.places[slot]!) : undefined;
      if (thing !== undefined) return thing;
    }
    return undefined;
  }

  /** All places, in the order of the file. */
  sorted(): Float64Array {
    return this.places.filter((place) => place !== 0).sort();
  }

  private put(hash: number, place: number): void {
    let slot = this.slotOf(hash);
    while (this.places[slot] !== 0) slot = this.next(slot);
    this.hashes[slot] = hash;
    this.places[slot] = place;
  }

  private grow(): void {
    const { hashes, places } = this;
    this.hashes = new Uint32Array(2 * places.length);
    this.places = new Float64Array(2 * places.length);
    places.forEach((place, slot) => place !== 0 && this.put(hashes[slot]!, place));
  }

  /** The number of slots is a power of two. */
  private slotOf(hash: number): number {
    return hash & (this.places.length - 1);
  }

  private next(slot: number): number {
    return (slot + 1) & (this.places.length - 1);
  }
}

/** FNV-1a, with its bits mixed once more because the slot is taken from the lowest. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
