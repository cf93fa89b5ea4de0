/** What was put last, by key, up to a count; beyond it what was put longest ago is forgotten. */
export class Recent<V> {
  private readonly values = new Map<string, V>();

  constructor(private readonly atMost: number) {}

  get(key: string): V | undefined {
    return this.values.get(key);
  }

  put(key: string, value: V): void {
    // A map goes by when a key came in, so what is put again has to come in again.
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size <= this.atMost) return;
    const [oldest] = this.values.keys();
    if (oldest !== undefined) this.values.delete(oldest);
  }

  forget(key: string): void {
    this.values.delete(key);
  }
}
