import { html } from 'lit';
import { json } from '../../api/http.js';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { duration, number, time } from '../../parts/format.js';
import { lineOf } from '../../log/canonical.js';
import { tone } from './filter.js';
import './payload.js';
import './proof.js';

/** One entry: what it says, the call that it belongs to, and its proof. */
class Detail extends Part {
  static properties = {
    index: { attribute: false },
    entry: { attribute: false },
    session: { attribute: false },
    found: { state: true },
    call: { state: true },
    failure: { state: true },
  };

  willUpdate(changes) {
    if (changes.has('index')) {
      this.found = null;
      this.call = [];
      this.failure = null;
      this.load();
    }
  }

  /** An entry that is not on the page is looked up; those of the same call always are. */
  async load() {
    const index = this.index;
    try {
      const found = this.entry ?? (await json('/admin/v1/audit', { query: { limit: 1, cursor: index + 1 } })).entries[0];
      if (index !== this.index) {
        return;
      }
      if (found?.index !== index) {
        throw new Error('There is no such entry, or it is not yours to see.');
      }
      this.found = found;
      if (found.request) {
        const { entries } = await json('/admin/v1/audit', { query: { request: found.request, limit: 50 } });
        this.call = index === this.index ? entries.reverse() : this.call;
      }
    } catch (failure) {
      this.failure = failure.message;
    }
  }

  /** Where it covers the table, the keyboard goes with it. */
  firstUpdated() {
    if (matchMedia('(max-width: 1000px)').matches) {
      this.querySelector('button').focus();
    }
  }

  render() {
    const entry = this.found;
    return html`<aside class="detail" aria-label="Entry ${this.index}">
      <div class="row top">
        <h2>Entry <span class="number">${this.index}</span></h2>
        ${entry ? html`<span class="tag ${tone(entry.kind)}">${entry.kind}</span>` : ''}
        <button class="plain icon push" @click=${() => this.tell('closed')}>${icon('close')}<span class="unseen">Close</span></button>
      </div>
      ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : ''} ${entry ? this.body(entry) : ''}
    </aside>`;
  }

  body(entry) {
    return html`<div class="stack">
      ${this.facts(entry)} ${this.lifecycle()}
      <fh-payload
        .entry=${entry}
        .session=${this.session}
      ></fh-payload>
      <fh-proof .index=${entry.index} .line=${lineOf(entry)}></fh-proof>
    </div>`;
  }

  facts(entry) {
    const { actor, http, model, tokens } = entry;
    const facts = [
      ['Time', html`<span class="number">${time(entry.at)} UTC</span>`],
      ['Action', entry.action],
      ['Outcome', entry.outcome && this.filter('outcome', entry.outcome)],
      ['Target', entry.target && html`<span class="mono">${entry.target}</span>`],
      ['Change', entry.change && html`<span class="mono">${entry.change}</span>`],
      ['Actor', actor && html`<span class="mono">${this.filter('actor', actor.id)}</span> <span class="soft">by ${actor.credential}</span>`],
      ['Project', actor && html`${this.filter('tenant', actor.tenant)} / ${this.filter('project', actor.project)}`],
      ['HTTP', http && html`${http.method} <span class="mono">${http.route}</span> <span class="number">${http.status}</span>`],
      ['Model', model && this.filter('model', model.id)],
      ['Digest', model && html`<span class="mono small">${model.digest}</span>`],
      ['Tokens', tokens && this.tokens(tokens)],
      ['Person', entry.sub && html`<span class="mono">${entry.sub}</span>`],
      ['Request', entry.request && html`<span class="mono">${this.filter('request', entry.request)}</span>`],
    ];
    return html`<dl class="facts">
      ${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    </dl>`;
  }

  filter(field, value) {
    return html`<button class="link" title="Filter by it" @click=${() => this.tell('filtered', { [field]: value })}>${value}</button>`;
  }

  tokens({ reserved, used }) {
    const said = ({ input, output }) => `${number(input)} in, ${number(output)} out`;
    return html`<span class="number">${used ? html`${said(used)}<br />` : ''}<span class="soft">${said(reserved)} reserved</span></span>`;
  }

  /** The entries of the same request in the order in which they were written. */
  lifecycle() {
    if (this.call.length < 2) {
      return '';
    }
    const start = Date.parse(this.call[0].at);
    return html`<section class="stack">
      <h3>Life of the request</h3>
      <ol class="life">
        ${this.call.map(
          (entry) => html`<li class=${entry.index === this.index ? 'here' : ''}>
            <span class="tag ${tone(entry.kind)}">${entry.kind}</span>
            <button class="link number" @click=${() => this.tell('opened', entry.index)}>${entry.index}</button>
            <span>${entry.outcome ?? entry.action}</span>
            <span class="soft number push">${entry === this.call[0] ? time(entry.at).slice(11) : `+${duration(Date.parse(entry.at) - start)}`}</span>
          </li>`,
        )}
      </ol>
    </section>`;
  }
}

customElements.define('fh-audit-detail', Detail);
