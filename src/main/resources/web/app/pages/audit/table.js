import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from '../../parts/part.js';
import { clock, number, time } from '../../parts/format.js';
import { tone } from './filter.js';

const ROW = 30;
const SPARE = 12;

/**
 * Entries, newest first. Only the rows that are in sight are there, so that any number of entries scrolls alike; near the end it
 * asks for more (`more`). Arrows move, Enter opens (`opened` with the index).
 */
class AuditTable extends Part {
  static properties = {
    entries: { attribute: false },
    chosen: { attribute: false },
    total: { attribute: false },
    isMore: { attribute: false },
    first: { state: true },
    visible: { state: true },
  };

  constructor() {
    super();
    this.entries = [];
    this.first = 0;
    this.visible = 40;
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => this.look());
    this.resized.observe(this);
  }

  disconnectedCallback() {
    this.resized.disconnect();
    super.disconnectedCallback();
  }

  get scroller() {
    return this.querySelector('.scroller');
  }

  look() {
    if (!this.scroller) {
      return;
    }
    this.first = Math.max(0, Math.floor(this.scroller.scrollTop / ROW) - SPARE);
    this.visible = Math.ceil(this.scroller.clientHeight / ROW) + 2 * SPARE;
    if (this.isMore && this.first + this.visible + 50 > this.entries.length) {
      this.tell('more');
    }
  }

  toTop() {
    this.scroller?.scrollTo({ top: 0 });
  }

  keyed(event) {
    const at = this.entries.findIndex((entry) => entry.index === this.chosen);
    const page = Math.floor(this.scroller.clientHeight / ROW) - 1;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.entries.length, End: this.entries.length };
    if (event.key in steps && this.entries.length > 0) {
      event.preventDefault();
      const to = Math.min(this.entries.length - 1, Math.max(0, (at < 0 ? -1 : at) + steps[event.key]));
      this.show(to);
      this.tell('opened', this.entries[to].index);
    }
  }

  show(at) {
    const top = at * ROW;
    const height = this.scroller.clientHeight - ROW;
    if (top < this.scroller.scrollTop) {
      this.scroller.scrollTop = top;
    } else if (top + ROW > this.scroller.scrollTop + height) {
      this.scroller.scrollTop = top + ROW - height;
    }
  }

  updated(changes) {
    if (changes.has('entries')) {
      this.look();
    }
  }

  render() {
    const rows = this.entries.slice(this.first, this.first + this.visible);
    const isChosenHere = rows.some((entry) => entry.index === this.chosen);
    return html`<div
      class="scroller"
      role="grid"
      aria-label="Entries of the audit log, newest first"
      aria-rowcount=${this.total ?? -1}
      aria-activedescendant=${isChosenHere ? `entry-${this.chosen}` : ''}
      tabindex="0"
      @scroll=${this.look}
      @keydown=${this.keyed}
    >
      <div class="line top" role="row" aria-rowindex="1">
        ${['Index', 'Time (UTC)', 'Kind', 'Action', 'Actor', 'Project', 'Model', 'Outcome', 'Status', 'Tokens'].map(
          (title) => html`<span role="columnheader" class="c-${title.split(' ')[0].toLowerCase()}">${title}</span>`,
        )}
      </div>
      <div class="space" role="presentation" .style=${`height:${this.entries.length * ROW}px`}>
        <div class="window" role="rowgroup" .style=${`transform:translateY(${this.first * ROW}px)`}>
          ${repeat(
            rows,
            (entry) => entry.index,
            (entry, i) => this.line(entry, this.first + i),
          )}
        </div>
      </div>
      ${this.isMore || this.entries.length === 0 ? html`<p class="more soft" role="presentation">Reading the log…</p>` : ''}
    </div>`;
  }

  line(entry, at) {
    const { actor, model, http, tokens } = entry;
    const used = tokens?.used;
    return html`<div
      class="line"
      role="row"
      id=${`entry-${entry.index}`}
      aria-rowindex=${at + 2}
      aria-selected=${entry.index === this.chosen ? 'true' : 'false'}
      @click=${() => this.tell('opened', entry.index)}
    >
      <span role="gridcell" class="c-index number">${entry.index}</span>
      <span role="gridcell" class="c-time number" title=${time(entry.at)}><span class="date">${time(entry.at).slice(5, 10)} </span>${clock(entry.at)}</span>
      <span role="gridcell" class="c-kind"><span class="tag ${tone(entry.kind)}">${entry.kind}</span></span>
      <span role="gridcell" class="c-action">${entry.action === 'request' && http ? `${http.method} ${http.route}` : html`${entry.action} <span class="soft">${entry.target ?? ''}</span>`}</span>
      <span role="gridcell" class="c-actor mono" title=${actor?.id ?? ''}>${actor?.id ?? ''}</span>
      <span role="gridcell" class="c-project">${actor ? `${actor.tenant} / ${actor.project}` : ''}</span>
      <span role="gridcell" class="c-model" title=${model?.id ?? ''}>${model?.id ?? ''}</span>
      <span role="gridcell" class="c-outcome ${entry.kind === 'deny' || entry.kind === 'abort' ? 'wrong' : ''}">${entry.outcome ?? ''}</span>
      <span role="gridcell" class="c-status number">${http?.status ?? ''}</span>
      <span role="gridcell" class="c-tokens number">${used ? number(used.input + used.output) : ''}</span>
    </div>`;
  }
}

customElements.define('fh-audit-table', AuditTable);
