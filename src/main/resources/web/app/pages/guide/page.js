import { html } from 'lit';
import { json } from '../../api/http.js';
import { Conversation } from '../../parts/conversation.js';
import { refusal } from '../../parts/call.js';
import { icon } from '../../parts/icon.js';
import { Page } from '../../parts/part.js';
import { place, go } from '../../shell/router.js';
import '../../parts/turns.js';
import { Handbook } from './handbook.js';

const GUIDE = 'freehold-guide';
const EMBED = 'freehold-embed';

/** The guide's context is short, and only what was asked last matters to it. */
const MOST_TURNS = 4;
const QUESTIONS = ['How do I start Freehold?', 'Why did I get a 429?', 'Are prompts stored in the audit log?', 'How do I make a key?', 'Does it work offline?'];

/** Answers questions about Freehold, beside the passages of the handbook that the answer rests on. */
class GuidePage extends Page {
  static properties = {
    models: { state: true },
    failure: { state: true },
    passages: { state: true },
    unfound: { state: true },
    tick: { state: true },
  };

  constructor() {
    super();
    this.conversation = new Conversation();
    this.conversation.addEventListener('changed', () => (this.tick = {}));
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  disconnectedCallback() {
    this.conversation.stop();
    super.disconnectedCallback();
  }

  async load() {
    try {
      this.models = (await json('/v1/models')).data;
      const embedder = this.model(EMBED);
      this.handbook = embedder ? new Handbook(embedder) : null;
      const question = this.params.get('q');
      if (question && this.model(GUIDE)) {
        this.ask(question);
      }
    } catch (failure) {
      this.failure = failure;
    }
  }

  model(id) {
    return this.models?.find((model) => model.id === id);
  }

  ask(question) {
    if (this.conversation.isBusy || question.trim() === '') {
      return;
    }
    go('guide', { q: question }, { replace: place().params.has('q') });
    this.conversation.turns = this.conversation.turns.slice(-MOST_TURNS);
    this.conversation.say([{ role: 'user', text: question }], { model: GUIDE, max_tokens: 300 }, '');
    this.search(question);
  }

  async search(question) {
    this.passages = null;
    this.unfound = null;
    try {
      const passages = (await this.handbook?.search(question)) ?? null;
      if (question === this.params.get('q')) {
        this.passages = passages;
      }
    } catch (failure) {
      this.unfound = failure;
    }
  }

  render() {
    return html`<div class="guide" aria-busy=${this.models || this.failure ? 'false' : 'true'}>
      <div class="head">
        <h1>Guide</h1>
        <span class="soft">what Freehold’s handbook says, from models that run in this gateway</span>
      </div>
      ${this.failure ? html`<div class="body">${refusal(this.failure)}</div>` : ''} ${this.models ? this.body() : ''}
    </div>`;
  }

  body() {
    if (!this.model(GUIDE)) {
      return html`<div class="empty">
        <strong>The guide is not here at the moment</strong>
        <p>It is the model <span class="mono">${GUIDE}</span>, which comes with Freehold. It is not loaded now, or this key may not use it.</p>
      </div>`;
    }
    const { conversation } = this;
    return html`<div class="asked">
      <section class="talk" aria-label="Questions and answers">
        ${conversation.turns.length === 0
          ? this.welcome()
          : html`<fh-turns class="scrolls" .conversation=${conversation} .turns=${conversation.turns} .tick=${this.tick} .session=${this.session}></fh-turns>`}
        <form class="composer stack" @submit=${this.send}>
          <div class="say">
            <input name="question" aria-label="Question" placeholder="Ask about Freehold" autocomplete="off" maxlength="400" />
            ${conversation.isBusy
              ? html`<button type="button" @click=${() => conversation.stop()}>${icon('stop')}Stop</button>`
              : html`<button class="primary">${icon('send')}Ask</button>`}
          </div>
          <p class="soft small">A very small model: it recites its handbook, and can pick the wrong page as firmly as the right one. Check what matters.</p>
        </form>
      </section>
      ${conversation.turns.length > 0 ? this.rests() : ''}
    </div>`;
  }

  welcome() {
    return html`<div class="empty">
      <strong>What would you like to know?</strong>
      <ul class="suggestions">
        ${QUESTIONS.map((question) => html`<li><button @click=${() => this.ask(question)}>${question}</button></li>`)}
      </ul>
    </div>`;
  }

  rests() {
    return html`<aside class="passages stack" aria-label="From the handbook">
      <h2>From the handbook</h2>
      ${this.found()}
    </aside>`;
  }

  found() {
    if (!this.model(EMBED)) {
      return html`<p class="soft">Passages are found with the model <span class="mono">${EMBED}</span>, which is not loaded or not open to this key.</p>`;
    }
    if (this.unfound) {
      return refusal(this.unfound);
    }
    if (this.passages === null || this.passages === undefined) {
      return html`<p class="soft" aria-busy="true">Looking through the handbook…</p>`;
    }
    if (this.passages.length === 0) {
      return html`<p class="soft">No passage is near this question, so the answer rests on none.</p>`;
    }
    return this.passages.map((passage) => this.passage(passage));
  }

  passage({ question, answer, next, chapter, nearness }) {
    const said = this.conversation.turns.at(-1)?.text.trim();
    const isWord = said !== '' && (said === answer || said === next);
    return html`<article class="card stack ${isWord ? 'word' : ''}">
      <h3>${question}</h3>
      <p class="said">${said === next && isWord ? next : answer}</p>
      <div class="row small">
        ${isWord ? html`<span class="tag good">the answer, word for word</span>` : ''}
        <span class="tag">${chapter}</span><span class="soft number push">nearness ${nearness.toFixed(2)}</span>
      </div>
    </article>`;
  }

  send(event) {
    event.preventDefault();
    const field = event.target.elements.question;
    if (!this.conversation.isBusy) {
      this.ask(field.value.trim());
      field.value = '';
    }
  }
}

customElements.define('fh-guide', GuidePage);

export default 'fh-guide';
