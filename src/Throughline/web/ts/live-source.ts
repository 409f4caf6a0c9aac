/** One connection to `/live` for a changing set of topics. Tells of a topic whenever it may have news. */
export class LiveSource {
  #source: EventSource | null = null;
  #topics: string[] = [];
  #planned: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;

  constructor(private readonly tell: (topic: string) => void) {}

  /** Listens to these topics from now on, and to no others. */
  watch(topics: Iterable<string>): void {
    const wanted = [...new Set(topics)].sort();
    if (wanted.join() === this.#topics.join()) return;
    this.#topics = wanted;
    this.#failures = 0;
    this.#plan(30);
  }

  #plan(delay: number): void {
    if (this.#planned !== null) clearTimeout(this.#planned);
    this.#planned = setTimeout(() => this.#connect(), delay);
  }

  #connect(): void {
    const again = this.#source !== null || this.#failures > 0;
    let missed = again ? [...this.#topics] : [];
    this.#planned = null;
    this.#source?.close();
    this.#source = null;
    if (this.#topics.length === 0) return;

    const source = new EventSource(`/live?topics=${this.#topics.map(encodeURIComponent).join(",")}`);
    this.#source = source;
    source.addEventListener("topic", (event) => this.tell((event as MessageEvent<string>).data));
    source.addEventListener("open", () => {
      // News may have passed while there was no connection, so every topic is worth a second look.
      for (const topic of missed) this.tell(topic);
      missed = [...this.#topics];
      this.#failures = 0;
    });
    source.addEventListener("error", () => {
      // The browser reconnects by itself unless the server refused; then we try again, ever more slowly.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#failures++;
      this.#plan(Math.min(60_000, 1000 * 2 ** this.#failures));
    });
  }
}
