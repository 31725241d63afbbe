import { html } from 'lit';
import { cache } from 'lit/directives/cache.js';
import { json } from '../../api/http.js';
import { Page } from '../../parts/part.js';
import { href } from '../../shell/router.js';
import { refusal } from '../../parts/call.js';
import './chat.js';
import './embeddings.js';
import './rerank.js';
import './classify.js';
import './tensors.js';

const TABS = [
  { tab: 'chat', title: 'Chat', kinds: ['generator'], does: 'chats' },
  { tab: 'similarity', title: 'Similarity', kinds: ['embedder'], does: 'turns texts into vectors' },
  { tab: 'rerank', title: 'Rerank', kinds: ['ranker'], does: 'puts documents in order' },
  { tab: 'classify', title: 'Classify', kinds: ['classifier', 'token_classifier'], does: 'classifies texts' },
  { tab: 'tensors', title: 'Tensors', kinds: ['tensor'], does: 'takes tensors' },
];

/** Where everybody can try a model, with their own key's rights and limits. */
class PlaygroundPage extends Page {
  static properties = { models: { state: true }, failure: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.models = (await json('/v1/models')).data;
    } catch (failure) {
      this.failure = failure;
    }
  }

  render() {
    const chosen = TABS.find(({ tab }) => tab === this.params.get('tab')) ?? TABS[0];
    return html`<div class="playground" aria-busy=${this.models || this.failure ? 'false' : 'true'}>
      <div class="head">
        <h1>Playground</h1>
        <nav class="tabs" aria-label="What to try">
          ${TABS.map(
            ({ tab, title }) =>
              html`<a href=${href('playground', tab === 'chat' ? {} : { tab })} aria-current=${tab === chosen.tab ? 'page' : 'false'}>${title}</a>`,
          )}
        </nav>
      </div>
      ${this.failure ? html`<div class="body">${refusal(this.failure)}</div>` : ''} ${this.models ? cache(this.tab(chosen)) : ''}
    </div>`;
  }

  tab({ tab, kinds, does }) {
    const models = this.models.filter((model) => kinds.includes(model.kind));
    if (models.length === 0) {
      return html`<div class="empty">
        <strong>No model that ${does} is here for this key</strong>
        <p>As soon as one is loaded that this key may use, it can be tried here.</p>
      </div>`;
    }
    const { session, params } = this;
    switch (tab) {
      case 'similarity':
        return html`<fh-try-embeddings class="body" .models=${models} .session=${session} .params=${params}></fh-try-embeddings>`;
      case 'rerank':
        return html`<fh-try-rerank class="body" .models=${models} .session=${session} .params=${params}></fh-try-rerank>`;
      case 'classify':
        return html`<fh-try-classify class="body" .models=${models} .session=${session} .params=${params}></fh-try-classify>`;
      case 'tensors':
        return html`<fh-try-tensors class="body" .models=${models} .session=${session} .params=${params}></fh-try-tensors>`;
      default:
        return html`<fh-chat .models=${models} .session=${session} .params=${params}></fh-chat>`;
    }
  }
}

customElements.define('fh-playground', PlaygroundPage);

export default 'fh-playground';
