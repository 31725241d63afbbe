import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { number } from '../../parts/format.js';
import { verifyRange } from '../../log/range.js';

/** Checks all entries of the search in this browser. */
class VerifyRange extends Part {
  static properties = {
    query: { attribute: false },
    total: { attribute: false },
    done: { state: true },
    verdict: { state: true },
    failure: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    this.done = 0;
    this.run();
  }

  disconnectedCallback() {
    this.leaving.abort();
    super.disconnectedCallback();
  }

  async run() {
    await this.updateComplete;
    try {
      this.verdict = await verifyRange(this.query, (done) => (this.done = done), this.leaving.signal);
    } catch (failure) {
      this.failure = failure.name === 'AbortError' ? null : failure.message;
    }
  }

  render() {
    if (this.failure) {
      return html`<p class="notice bad" role="alert">${this.failure}</p>`;
    }
    return html`<div class="range" role="status">
      ${this.verdict ? this.said(this.verdict) : html`<span>Checking ${number(this.done)} of ${number(this.total ?? 0)} entries in this browser…</span>
            <progress aria-label="Entries checked" max=${this.total ?? 1} .value=${this.done}></progress>`}
    </div>`;
  }

  said({ isProven, count, first, last, isWhole, wrong, checkpoint, signature }) {
    if (count === 0) {
      return html`<p class="notice">There is nothing to check: no signed entry matches.</p>`;
    }
    return html`<div class="notice ${isProven ? 'good' : 'bad'}">
      ${icon(isProven ? 'shield' : 'close')}
      <div>
        <strong>${isProven ? `${number(count)} entries are in the signed log, unchanged` : `${number(wrong.length)} of ${number(count)} entries are not what was signed`}</strong>
        <p>
          From ${first} to ${last}${isWhole ? ', without a gap' : ''}, against the checkpoint over ${number(checkpoint.size)} entries. ${signature.text}
        </p>
        ${wrong
          .slice(0, 10)
          .map((index) => html`<button class="plain" @click=${() => this.tell('opened', index)}>${index}</button>`)}
      </div>
    </div>`;
  }
}

customElements.define('fh-verify-range', VerifyRange);
