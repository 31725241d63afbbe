import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { compact, number } from '../../parts/format.js';
import { FACETS, FIELDS } from './filter.js';

const SHOWN = 6;

/** What the entries of the search have in each field; pressing a value filters by it (`filtered`). */
class Facets extends Part {
  static properties = { facets: { attribute: false }, params: { attribute: false }, opened: { state: true } };

  constructor() {
    super();
    this.opened = new Set();
  }

  render() {
    return html`<div class="facets" aria-label="Filter by value" role="group">
      ${FACETS.filter((field) => this.isWorthIt(field)).map((field) => this.field(field))}
    </div>`;
  }

  /** A field in which all entries are alike tells nothing. */
  isWorthIt(field) {
    const values = this.facets?.[field]?.values ?? [];
    return values.length > 1 || (values.length > 0 && this.params.has(field));
  }

  field(field) {
    const { values, distinct } = this.facets[field];
    const isOpen = this.opened.has(field);
    const shown = isOpen ? values : values.slice(0, SHOWN);
    return html`<section>
      <h2 class="small">${FIELDS[field]}</h2>
      <ul>
        ${shown.map((value) => this.value(field, value))}
      </ul>
      ${values.length > SHOWN
        ? html`<button class="plain small" @click=${() => this.turn(field)}>
            ${isOpen ? 'Fewer' : `${Math.min(distinct, values.length) - SHOWN} more`}<span class="unseen"> of ${FIELDS[field]}</span>
          </button>`
        : ''}
    </section>`;
  }

  value(field, { value, entries }) {
    const isOn = this.params.get(field) === value;
    return html`<li>
      <button
        class="plain"
        aria-pressed=${isOn ? 'true' : 'false'}
        title=${value}
        @click=${() => this.tell('filtered', { [field]: isOn ? null : value })}
      >
        <span class="name">${value}</span><span class="soft number" title=${number(entries)}>${compact(entries)}</span>
      </button>
    </li>`;
  }

  turn(field) {
    const next = new Set(this.opened);
    if (!next.delete(field)) {
      next.add(field);
    }
    this.opened = next;
  }
}

customElements.define('fh-audit-facets', Facets);
