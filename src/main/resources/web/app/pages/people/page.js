import { html } from 'lit';
import { json } from '../../api/http.js';
import { Page } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { time } from '../../parts/format.js';
import { say } from '../../parts/toast.js';
import '../../parts/dialog.js';

const WHY = [{ name: 'reason', label: 'Reason: a reference that names nobody', hint: 'CASE-2026-17', required: true }];
const ORDER = [
  { name: 'authority', label: 'By what right', hint: 'GDPR-17', required: true },
  { name: 'ticket', label: 'Where it is on file', hint: 'CASE-2026-17', required: true },
];

/** People by their handles: whoever may erase can neither read nor hold, and the other way round. */
class PeoplePage extends Page {
  static properties = { person: { state: true }, identity: { state: true }, failure: { state: true } };

  async find(event) {
    event.preventDefault();
    const { identity, tenant } = Object.fromEntries(new FormData(event.target));
    this.person = null;
    this.identity = null;
    this.failure = null;
    try {
      this.person = await json('/admin/v1/subjects', { query: { identity: identity.trim(), tenant: tenant.trim() } });
    } catch (failure) {
      this.failure = failure.message;
    }
  }

  ask(wish) {
    this.querySelector('fh-dialog').ask(wish);
  }

  render() {
    return html`<div class="head"><h1>People</h1></div>
      <div class="body people">
        <p class="soft">
          The log knows people by random handles. Find somebody’s handle here, and with it what is kept of them. That you looked is written into the log.
        </p>
        <form class="card finder" @submit=${this.find}>
          <label class="field">
            Identity
            <input name="identity" class="mono" required autocomplete="off" placeholder="jwt:ISSUER#SUBJECT or key:ID" />
          </label>
          <label class="field">
            Organisation
            <input name="tenant" autocomplete="off" placeholder=${this.session.tenant} />
          </label>
          <button class="primary">${icon('search')}Find</button>
        </form>
        <div role="status" class="stack">
          ${this.failure ? html`<p class="notice bad">${this.failure}</p>` : ''} ${this.person ? this.found(this.person) : ''}
        </div>
      </div>
      <fh-dialog></fh-dialog>`;
  }

  found(person) {
    const state = person.erased_at
      ? html`<span class="tag bad">erased</span>`
      : person.held_since
        ? html`<span class="tag warn">held</span>`
        : html`<span class="tag good">kept</span>`;
    return html`<section class="card stack">
      <div class="row"><h2 class="mono break">${person.id}</h2>${state}</div>
      <dl class="facts">
        <dt>Organisation</dt><dd>${person.tenant}</dd>
        <dt>Known since</dt><dd class="number">${time(person.created_at)} UTC</dd>
        <dt>Sealed payloads</dt><dd>${person.months.length > 0 ? person.months.join(', ') : 'none'}</dd>
        ${person.held_since ? html`<dt>Held since</dt><dd class="number">${time(person.held_since)} UTC</dd>` : ''}
        ${person.erased_at
          ? html`<dt>Erased</dt><dd class="number">${time(person.erased_at)} UTC; backups hold no key after ${time(person.erasure_complete_at)}</dd>`
          : ''}
        ${this.identity ? html`<dt>Identity</dt><dd class="mono">${this.identity}</dd>` : ''}
      </dl>
      <div class="row">${this.has('investigator') ? this.investigations(person) : ''} ${this.has('privacy') ? this.erasure(person) : ''}</div>
    </section>`;
  }

  investigations(person) {
    return html`<button ?disabled=${Boolean(person.erased_at)} @click=${() => this.identify(person)}>Who is it…</button>
      ${person.held_since
        ? html`<button @click=${() => this.order(person, 'DELETE', '/hold', 'End the hold', 'The hold has ended.')}>End the hold…</button>`
        : html`<button ?disabled=${Boolean(person.erased_at)} @click=${() => this.order(person, 'PUT', '/hold', 'Hold', 'The person’s data is held.')}>Hold…</button>`}`;
  }

  erasure(person) {
    const isImpossible = Boolean(person.erased_at || person.held_since);
    return html`<button class="danger" ?disabled=${isImpossible} @click=${() => this.order(person, 'DELETE', '', 'Erase', 'The keys are destroyed.')}>
      Erase…
    </button>`;
  }

  identify(person) {
    this.ask({
      title: 'Say who it is',
      text: 'That you asked, and why, is written into the log.',
      fields: WHY,
      action: 'Show',
      confirm: async (query) => {
        this.identity = (await json(`/admin/v1/subjects/${person.id}/identity`, { query })).identity;
      },
    });
  }

  order(person, method, path, action, done) {
    const isErasure = path === '';
    this.ask({
      title: isErasure ? 'Destroy the keys of all that is kept of this person?' : `${action}: ${person.id}`,
      text: isErasure ? 'This cannot be undone by anybody. The log itself stays, with a handle in place of the person.' : '',
      fields: ORDER,
      action,
      tone: isErasure ? 'danger' : 'primary',
      confirm: async (query) => {
        this.person = await json(`/admin/v1/subjects/${person.id}${path}`, { method, query });
        say(done, 'good');
      },
    });
  }
}

customElements.define('fh-people', PeoplePage);

export default 'fh-people';
