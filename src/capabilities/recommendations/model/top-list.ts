export interface Scored {
  readonly key: number;
  readonly score: number;
}

/** Keeps the best so many of a stream: the highest score first, and of equal scores the lower key. A binary heap, worst on top. */
export class TopList {
  private readonly keys: Int32Array;
  private readonly scores: Float64Array;
  private size = 0;

  constructor(private readonly capacity: number) {
    this.keys = new Int32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  wouldKeep(key: number, score: number): boolean {
    if (this.size < this.capacity) return true;
    return this.capacity > 0 && this.isWorse(0, key, score);
  }

  offer(key: number, score: number): void {
    if (!this.wouldKeep(key, score)) return;
    if (this.size < this.capacity) {
      this.size += 1;
      this.rise(this.size - 1, key, score);
    } else {
      this.sink(key, score);
    }
  }

  /** Empties the list and returns it, best first. */
  take(): Scored[] {
    const taken = Array.from({ length: this.size }, (_value, index) => ({ key: this.keys[index]!, score: this.scores[index]! }));
    this.size = 0;
    return taken.sort((a, b) => b.score - a.score || a.key - b.key);
  }

  private isWorse(index: number, key: number, score: number): boolean {
    return this.scores[index]! < score || (this.scores[index]! === score && this.keys[index]! > key);
  }

  private rise(from: number, key: number, score: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.isWorse(parent, key, score)) break;
      this.place(index, this.keys[parent]!, this.scores[parent]!);
      index = parent;
    }
    this.place(index, key, score);
  }

  private sink(key: number, score: number): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.size) break;
      const right = left + 1;
      const worse = right < this.size && this.isWorse(right, this.keys[left]!, this.scores[left]!) ? right : left;
      if (!this.isWorse(worse, key, score)) break;
      this.place(index, this.keys[worse]!, this.scores[worse]!);
      index = worse;
    }
    this.place(index, key, score);
  }

  private place(index: number, key: number, score: number): void {
    this.keys[index] = key;
    this.scores[index] = score;
  }
}
