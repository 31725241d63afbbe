import { html } from 'lit';
import { json } from '../../api/http.js';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { say } from '../../parts/toast.js';

const WHY = [{ name: 'reason', label: 'Reason: a reference that names nobody', hint: 'CASE-2026-17', required: true }];
const ORDER = [
  { name: 'authority', label: 'By what right', hint: 'GDPR-17', required: true },
  { name: 'ticket', label: 'Where it is on file', hint: 'CASE-2026-17', required: true },
];

/** What was said in the call, sealed, and the person whom it is about: for those whose duty that is, and each look is recorded. */
class Payload extends Part {
  static properties = { entry: { attribute: false }, session: { attribute: false }, said: { state: true }, person: { state: true } };

  willUpdate(changes) {
    if (changes.has('entry')) {
      this.said = null;
      this.person = null;
    }
  }

  has(role) {
    return this.session.roles.includes(role);
  }

  ask(wish) {
    this.tell('ask', wish);
  }

  render() {
    const { ch, sub } = this.entry;
    return ch || sub ? html`<section class="stack">${ch ? this.payload(ch) : ''} ${sub ? this.subject(sub) : ''}</section>` : html``;
  }

  payload(ch) {
    return html`<h3>What was said</h3>
      <p class="soft">${icon('lock')} Sealed, ${ch.len} bytes, key of ${ch.sk}.</p>
      ${this.said === null
        ? this.has('investigator')
          ? html`<div><button @click=${this.open}>Open…</button></div>`
          : ''
        : this.texts(this.said)}`;
  }

  texts({ request = [], response = [], cut }) {
    return html`${request.map((asked) => html`<div class="small soft">Asked</div><pre class="block">${asked}</pre>`)}
    ${response.map(({ text: answer }) => html`<div class="small soft">Answered</div><pre class="block">${answer}</pre>`)}
    ${cut ? html`<p class="soft">Longer than what is kept; the end is cut off.</p>` : ''}`;
  }

  open = () =>
    this.ask({
      title: 'Open what was said',
      text: 'That you did, and why, is written into the log before anything is shown.',
      fields: WHY,
      action: 'Open',
      confirm: async (query) => {
        this.said = await json(`/admin/v1/audit/${this.entry.index}/payload`, { query });
      },
    });

  subject(sub) {
    return html`<h3>Person</h3>
      ${this.person ? html`<p class="notice break">${this.person}</p>` : ''}
      <div class="row">
        ${this.has('investigator')
          ? html`<button @click=${() => this.identify(sub)}>Who is it…</button>
              <button @click=${() => this.hold(sub, true)}>Hold…</button>
              <button @click=${() => this.hold(sub, false)}>End a hold…</button>`
          : ''}
        ${this.has('privacy') ? html`<button class="danger" @click=${() => this.erase(sub)}>Erase…</button>` : ''}
      </div>`;
  }

  identify(sub) {
    this.ask({
      title: 'Say who it is',
      text: 'That you asked, and why, is written into the log.',
      fields: WHY,
      action: 'Show',
      confirm: async (query) => {
        this.person = (await json(`/admin/v1/subjects/${sub}/identity`, { query })).identity;
      },
    });
  }

  hold(sub, isOn) {
    this.ask({
      title: isOn ? 'Keep this person’s data from being erased' : 'End the hold',
      fields: ORDER,
      action: isOn ? 'Hold' : 'End the hold',
      confirm: async (query) => {
        await json(`/admin/v1/subjects/${sub}/hold`, { method: isOn ? 'PUT' : 'DELETE', query });
        say(isOn ? 'The person’s data is held.' : 'The hold has ended.', 'good');
      },
    });
  }

  erase(sub) {
    this.ask({
      title: 'Destroy the keys of all that is kept of this person?',
      text: 'This cannot be undone by anybody. The log itself stays, with a handle in place of the person.',
      fields: ORDER,
      action: 'Erase',
      tone: 'danger',
      confirm: async (query) => {
        await json(`/admin/v1/subjects/${sub}`, { method: 'DELETE', query });
        say('The keys are destroyed.', 'good');
      },
    });
  }
}

customElements.define('fh-payload', Payload);
