import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { say } from '../../parts/toast.js';
import { SNIPPETS } from './snippets.js';

/** Shows the request as code, with a place for the key; `request` gives {path, body} and may throw why there is none yet. */
class CopyAs extends Part {
  static properties = { request: { attribute: false }, asked: { state: true }, language: { state: true } };

  constructor() {
    super();
    this.language = 'curl';
  }

  render() {
    return html`<button type="button" @click=${this.open}>${icon('code')}Copy as code</button>
      <dialog class="code" aria-label="The request as code">${this.asked ? this.shown() : ''}</dialog>`;
  }

  shown() {
    return html`<div class="stack">
      <div class="row">
        ${Object.keys(SNIPPETS).map(
          (language) =>
            html`<button type="button" aria-pressed=${language === this.language ? 'true' : 'false'} @click=${() => (this.language = language)}>
              ${language}
            </button>`,
        )}
        <button class="plain icon push" type="button" @click=${this.close}>${icon('close')}<span class="unseen">Close</span></button>
      </div>
      <pre class="block" tabindex="0">${this.code}</pre>
      <div class="row">
        <p class="soft small">The key comes from FREEHOLD_API_KEY; this session is not in it.</p>
        <button class="primary push" type="button" @click=${this.copy}>Copy</button>
      </div>
    </div>`;
  }

  get code() {
    const { path, body } = this.asked;
    return SNIPPETS[this.language](location.origin + path, body);
  }

  async open() {
    try {
      this.asked = this.request();
      await this.updateComplete;
      this.querySelector('dialog').showModal();
    } catch (failure) {
      say(failure.message, 'bad');
    }
  }

  close() {
    this.querySelector('dialog').close();
  }

  /** Browsers lend the clipboard only to pages that came over TLS or from this machine. */
  async copy() {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(this.code);
      this.close();
      say(`Copied for ${this.language}.`, 'good');
    } else {
      getSelection().selectAllChildren(this.querySelector('pre'));
    }
  }
}

customElements.define('fh-copy-as', CopyAs);
