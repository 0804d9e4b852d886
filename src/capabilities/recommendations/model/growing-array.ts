/** Numbers that are appended one by one: eight bytes each, where a million objects would take a hundred megabytes. */
export class GrowingArray {
  private values = new Float64Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }

  toIntegers(): Int32Array {
    return Int32Array.from(this.values.subarray(0, this.length));
  }
}
