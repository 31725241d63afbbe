import { html } from 'lit';
import { address } from '../../api/http.js';
import { Page } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { number } from '../../parts/format.js';
import { go } from '../../shell/router.js';
import '../../parts/chart.js';
import '../../parts/dialog.js';
import '../../parts/menu.js';
import './bar.js';
import './detail.js';
import './facets.js';
import './range.js';
import './table.js';
import { changed, filterKey, queryOf } from './filter.js';
import { Search } from './search.js';
import { dropView, keepView, views } from './views.js';

const FORMATS = { jsonl: 'JSON lines', csv: 'CSV', ocsf: 'OCSF', cef: 'CEF' };

/** The auditor's room: what happened, who did it, and the proof that it is what was written. */
class AuditPage extends Page {
  static properties = { search: { state: true }, isVerifying: { state: true }, tick: { state: true } };

  willUpdate(changes) {
    if (changes.has('params')) {
      const key = filterKey(this.params);
      if (key !== this.key) {
        this.key = key;
        this.begin();
      }
      this.live(this.params.has('live'));
    }
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.keyed);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.keyed);
    this.search?.close();
    this.key = null;
    super.disconnectedCallback();
  }

  begin() {
    this.search?.close();
    this.follow = null;
    this.isVerifying = false;
    this.search = new Search(queryOf(this.params));
    this.search.addEventListener('changed', () => (this.tick = {}));
    this.search.start();
    this.querySelector('fh-audit-table')?.toTop();
  }

  live(isOn) {
    if (isOn && !this.follow) {
      this.follow = new AbortController();
      this.search.follow(this.follow.signal);
    } else if (!isOn && this.follow) {
      this.follow.abort();
      this.follow = null;
    }
  }

  /** A slash begins a search, Escape closes the entry. */
  keyed = (event) => {
    if (event.key === 'Escape' && this.params.has('entry') && !document.querySelector(':popover-open, dialog[open]')) {
      this.turn({ entry: null });
    } else if (event.key === '/' && !event.target.closest('input, textarea, dialog')) {
      event.preventDefault();
      this.querySelector('input[type=search]').focus();
    }
  };

  /** Changes the address, and with it what is shown. */
  turn(changes, options) {
    go('audit', changed(this.params, changes), options);
  }

  render() {
    const { search } = this;
    const chosen = this.params.has('entry') ? Number(this.params.get('entry')) : null;
    return html`<div class="audit ${chosen === null ? '' : 'detailed'}">
      ${this.head()}
      <fh-audit-bar
        .params=${this.params}
        .facets=${search.facets}
        @filtered=${({ detail }) => this.turn({ ...detail, entry: null })}
        @ask=${this.ask}
      ></fh-audit-bar>
      ${search.failure ? this.failed(search.failure) : this.results(chosen)}
      <fh-dialog></fh-dialog>
    </div>`;
  }

  head() {
    const isLive = this.params.has('live');
    return html`<div class="head">
      <h1>Audit</h1>
      <span class="soft number" aria-live="polite">${this.search.total === null ? '' : counted(this.search.total)}</span>
      <span class="push"></span>
      <button aria-pressed=${isLive ? 'true' : 'false'} @click=${() => this.turn({ live: isLive ? null : '1' })}>${icon('live')}Live</button>
      <button aria-pressed=${this.isVerifying ? 'true' : 'false'} @click=${() => (this.isVerifying = !this.isVerifying)}>
        ${icon('shield')}Verify range
      </button>
      <fh-menu label="Export" symbol="export" .content=${() => this.exports()}></fh-menu>
      <fh-menu label="Views" symbol="saved" .content=${() => this.views()}></fh-menu>
    </div>`;
  }

  exports() {
    const query = queryOf(this.params);
    return Object.entries(FORMATS).map(
      ([format, name]) =>
        html`<a class="button" download href=${address('/admin/v1/audit/export', { ...query, format })}>${name}</a>`,
    );
  }

  views() {
    const kept = views();
    return html`${kept.map(
        ({ name, query }) => html`<div class="row nowrap">
          <button @click=${() => go('audit', new URLSearchParams(query))}>${name}</button>
          <button class="icon" @click=${() => this.drop(name)}>${icon('close')}<span class="unseen">Forget ${name}</span></button>
        </div>`,
      )}
      <button @click=${this.keep}>${icon('plus')}Keep this view…</button>`;
  }

  keep = () => {
    this.querySelector('fh-dialog').ask({
      title: 'Keep this view',
      text: 'The filters are kept in this browser under a name.',
      fields: [{ name: 'name', label: 'Name', required: true }],
      action: 'Keep',
      confirm: ({ name }) => {
        keepView(name, this.params);
        this.requestUpdate();
      },
    });
  };

  ask = ({ detail }) => this.querySelector('fh-dialog').ask(detail);

  drop(name) {
    dropView(name);
    this.requestUpdate();
  }

  results(chosen) {
    const { search } = this;
    return html`${this.histogram()}
      ${this.isVerifying
        ? html`<fh-verify-range .query=${search.query} .total=${search.total} @opened=${this.open}></fh-verify-range>`
        : ''}
      <div class="columns">
        <fh-audit-facets
          .facets=${search.facets}
          .params=${this.params}
          @filtered=${({ detail }) => this.turn({ ...detail, entry: null })}
        ></fh-audit-facets>
        ${search.entries.length > 0 || search.isLoading
          ? html`<fh-audit-table
              aria-busy=${search.isLoading ? 'true' : 'false'}
              .entries=${search.entries}
              .chosen=${chosen}
              .total=${search.total}
              .isMore=${search.cursor !== null}
              @more=${() => search.more()}
              @opened=${this.open}
            ></fh-audit-table>`
          : this.nothing()}
        ${chosen === null
          ? ''
          : html`<fh-audit-detail
              .index=${chosen}
              .entry=${search.entries.find((entry) => entry.index === chosen)}
              .session=${this.session}
              @closed=${() => this.turn({ entry: null })}
              @opened=${this.open}
              @filtered=${({ detail }) => this.turn(detail)}
              @ask=${this.ask}
            ></fh-audit-detail>`}
      </div>`;
  }

  open = ({ detail }) => this.turn({ entry: detail }, { replace: this.params.has('entry') });

  histogram() {
    const { histogram } = this.search;
    if (!histogram || histogram.buckets.length === 0) {
      return html`<div class="histogram"></div>`;
    }
    const buckets = histogram.buckets;
    const values = buckets.map((bucket) => bucket.entries);
    return html`<div class="histogram">
      <fh-chart
        brush
        .height=${84}
        .step=${histogram.bucket_microseconds / 1e6}
        .times=${buckets.map((bucket) => Date.parse(bucket.from) / 1000)}
        .series=${[{ label: 'entries', values, token: '--bar', kind: 'bars' }]}
        .summary=${`Entries over time: at most ${number(Math.max(...values))} of them in one of ${values.length} stretches from ${buckets[0].from}. Draw over it to choose a time.`}
        @brushed=${({ detail: { from, to } }) =>
          this.turn({ span: null, from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString(), entry: null })}
      ></fh-chart>
    </div>`;
  }

  failed({ message }) {
    return html`<div class="notice bad" role="alert">
      <span>${message}</span>
      <button class="push" @click=${() => this.begin()}>Try again</button>
    </div>`;
  }

  nothing() {
    return html`<div class="empty">
      <strong>No entry matches</strong>
      <p>Take a filter away, or choose a longer time.</p>
      <button @click=${() => go('audit', {})}>Show everything</button>
    </div>`;
  }
}

function counted(total) {
  return total === 1 ? '1 entry' : `${number(total)} entries`;
}

customElements.define('fh-audit', AuditPage);

export default 'fh-audit';
