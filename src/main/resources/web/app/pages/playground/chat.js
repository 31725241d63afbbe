import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { Conversation, messages } from '../../parts/conversation.js';
import { go } from '../../shell/router.js';
import '../../parts/turns.js';
import './copy.js';
import { EXAMPLES, settingsOf } from './settings.js';
import { picker } from './trial.js';

const WIDE = matchMedia('(min-width: 1001px)');

/** Talks with a model: what is said on the left, what is asked for on the right. */
class Chat extends Part {
  static properties = {
    models: { attribute: false },
    session: { attribute: false },
    params: { attribute: false },
    tick: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.conversation = new Conversation();
    this.conversation.addEventListener('changed', () => (this.tick = {}));
  }

  get model() {
    return this.models.find(({ id }) => id === this.params.get('model')) ?? this.models[0];
  }

  get form() {
    return Object.fromEntries(new FormData(this.querySelector('form.settings')));
  }

  connectedCallback() {
    super.connectedCallback();
    WIDE.addEventListener('change', this.fit);
  }

  disconnectedCallback() {
    WIDE.removeEventListener('change', this.fit);
    this.conversation.stop();
    super.disconnectedCallback();
  }

  /** Where there is little room, the settings stay shut until they are wanted. */
  fit = () => (this.tick = {});

  render() {
    const { conversation } = this;
    return html`<div class="chat">
      <section class="talk" aria-label="Conversation">
        ${conversation.turns.length === 0
          ? html`<div class="empty">
              <strong>Ask ${this.model.id} something</strong>
              <p>It answers with the rights and the limits of your key, and the call is in the audit log like any other.</p>
            </div>`
          : html`<fh-turns class="scrolls" .conversation=${conversation} .turns=${conversation.turns} .tick=${this.tick} .session=${this.session} @results=${this.results}></fh-turns>`}
        ${this.composer()}
      </section>
      ${this.settings()}
    </div>`;
  }

  composer() {
    const isBusy = this.conversation.isBusy;
    return html`<form class="composer stack" @submit=${this.send}>
      ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : ''}
      <div class="say">
        <textarea name="text" rows="2" aria-label="Message" placeholder="Message ${this.model.id}" @keydown=${this.keyed}></textarea>
        ${isBusy
          ? html`<button type="button" @click=${() => this.conversation.stop()}>${icon('stop')}Stop</button>`
          : html`<button class="primary">${icon('send')}Send</button>`}
      </div>
      <div class="row small">
        <span class="soft hint">Enter sends, Shift and Enter begins a new line.</span>
        <span class="push"></span>
        <button class="plain" type="button" ?disabled=${this.conversation.turns.length === 0} @click=${() => this.conversation.clear()}>Start over</button>
        <fh-copy-as .request=${() => this.request()}></fh-copy-as>
      </div>
    </form>`;
  }

  settings() {
    return html`<form class="settings" aria-label="Settings" @submit=${(event) => event.preventDefault()}>
      ${picker(this.models, this.model, (model) => go('playground', { model }, { replace: true }))}
      <details ?open=${WIDE.matches}>
        <summary>Settings</summary>
        <div class="stack">
          <label class="field">System prompt <textarea name="system" rows="3"></textarea></label>
          <div class="pairs">
            ${field('temperature', 'Temperature', '0 to 2')} ${field('top_p', 'Top p', '0 to 1')} ${field('max_tokens', 'Most tokens', 'as many as fit')}
            ${field('seed', 'Seed', 'any')}
          </div>
          <label class="field">Stop at, one on a line <textarea name="stop" rows="2" class="mono"></textarea></label>
          ${this.editor('schema', 'JSON schema of the answer')} ${this.editor('tools', 'Tools')}
        </div>
      </details>
    </form>`;
  }

  editor(name, label) {
    return html`<details class="editor">
      <summary>${label}</summary>
      <div class="stack">
        <textarea name=${name} class="mono" rows="9" spellcheck="false" aria-label=${label} placeholder="none"></textarea>
        <div><button type="button" @click=${() => (this.querySelector(`[name=${name}]`).value = EXAMPLES[name])}>Put an example</button></div>
      </div>
    </details>`;
  }

  keyed = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!this.conversation.isBusy) {
        event.target.form.requestSubmit();
      }
    }
  };

  send(event) {
    event.preventDefault();
    const field = event.target.elements.text;
    if (field.value.trim() !== '' && this.asked((settings, system) => this.conversation.say([{ role: 'user', text: field.value }], settings, system))) {
      field.value = '';
    }
  }

  results = ({ detail }) => this.asked((settings, system) => this.conversation.answerCalls(detail, settings, system));

  /** Whether the settings could be read; if not, why is said. */
  asked(how) {
    try {
      const { system, ...form } = this.form;
      how(settingsOf(form), system.trim());
      this.failure = null;
      return true;
    } catch (failure) {
      this.failure = failure.message;
      return false;
    }
  }

  request() {
    const { system, ...form } = this.form;
    const draft = this.querySelector('[name=text]').value.trim();
    const turns = this.conversation.turns.slice(0, this.conversation.turns.at(-1)?.role === 'assistant' && !draft ? -1 : undefined);
    const said = draft ? [...turns, { role: 'user', text: draft }] : turns;
    const asked = said.length > 0 ? said : [{ role: 'user', text: 'Hello!' }];
    return { path: '/v1/chat/completions', body: { ...settingsOf(form), messages: messages(asked, system.trim()) } };
  }
}

function field(name, label, hint) {
  return html`<label class="field">${label} <input name=${name} inputmode="decimal" placeholder=${hint} autocomplete="off" /></label>`;
}

customElements.define('fh-chat', Chat);
