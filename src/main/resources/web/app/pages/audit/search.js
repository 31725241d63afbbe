import { events, json } from '../../api/http.js';

const PAGE = 200;
const AUDIT = '/admin/v1/audit';

/**
 * One search of the log: its entries page by page, what they have in common, and when they were. It tells `changed` as answers
 * come in, and is given up with `close`.
 */
export class Search extends EventTarget {
  entries = [];
  cursor = null;
  total = null;
  facets = null;
  histogram = null;
  failure = null;
  isLoading = true;
  isLive = false;

  constructor(query) {
    super();
    this.query = query;
    this.leaving = new AbortController();
  }

  /** Loads the first page and the counts, side by side. */
  start() {
    this.firstPage = this.more();
    this.count();
  }

  async count() {
    await Promise.all([
      this.load('/facets', { ...this.query, limit: 50 }, (answer) => {
        this.total = answer.total;
        this.facets = answer.facets;
      }),
      this.load('/histogram', { ...this.query, buckets: 90 }, (answer) => (this.histogram = answer)),
    ]);
  }

  async more() {
    if (this.isPaging || (this.cursor === null && this.entries.length > 0)) {
      return;
    }
    this.isPaging = true;
    await this.load('', { ...this.query, limit: PAGE, cursor: this.cursor }, (page) => {
      const known = this.entries.at(-1)?.index ?? Infinity;
      this.entries = [...this.entries, ...page.entries.filter((entry) => entry.index < known)];
      this.cursor = page.next_cursor;
      this.isLoading = false;
    });
    this.isPaging = false;
  }

  async load(path, query, take) {
    try {
      take(await json(AUDIT + path, { query, signal: this.leaving.signal }));
      this.tell();
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.failure = failure;
        this.isLoading = false;
        this.tell();
      }
    }
  }

  /** Puts new entries on top as they are written, until the signal. */
  async follow(signal) {
    const given = AbortSignal.any([signal, this.leaving.signal]);
    await this.firstPage;
    let after = this.entries[0]?.index;
    while (!given.aborted) {
      try {
        const query = { ...this.query, to: undefined, after };
        for await (const data of events(`${AUDIT}/tail`, { query, signal: given })) {
          const said = JSON.parse(data);
          after = said.after ?? said.index;
          this.add(said);
        }
      } catch (failure) {
        if (failure.name === 'AbortError') {
          return;
        }
        this.failure = failure;
        this.tell();
        return;
      }
    }
  }

  add(entry) {
    if (entry.index !== undefined && entry.index > (this.entries[0]?.index ?? -1)) {
      this.entries = [entry, ...this.entries];
      this.total = (this.total ?? 0) + 1;
      this.tell();
    }
  }

  close() {
    this.leaving.abort();
  }

  tell() {
    this.dispatchEvent(new Event('changed'));
  }
}
