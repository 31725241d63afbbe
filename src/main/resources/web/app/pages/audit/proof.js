import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { hex } from '../../log/hash.js';
import { prove } from '../../log/proof.js';

const SYMBOLS = { good: 'check', bad: 'close', unknown: 'dot' };

/** The proof of an entry, worked out in this browser; and of any copy of it that somebody brings along. */
class Proof extends Part {
  static properties = {
    index: { attribute: false },
    line: { attribute: false },
    verdict: { state: true },
    failure: { state: true },
    isBusy: { state: true },
  };

  willUpdate(changes) {
    if (changes.has('line')) {
      this.verdict = null;
      this.failure = null;
    }
  }

  async check(line) {
    this.isBusy = true;
    this.failure = null;
    this.verdict = null;
    try {
      this.verdict = await prove(this.index, line);
    } catch (failure) {
      this.failure = failure.message;
    } finally {
      this.isBusy = false;
    }
  }

  render() {
    return html`<section class="stack">
      <h3>Proof</h3>
      <div class="row">
        <button class="primary" ?disabled=${this.isBusy} @click=${() => this.check(this.line)}>
          ${icon('shield')}${this.isBusy ? 'Checking…' : 'Verify in this browser'}
        </button>
      </div>
      <div class="stack" role="status">
        ${this.failure ? html`<p class="notice bad">${this.failure}</p>` : ''} ${this.verdict ? this.said(this.verdict) : ''}
      </div>
      <details>
        <summary>The line, or a copy of it</summary>
        <form class="stack" @submit=${this.checkCopy}>
          <label class="field">
            What the log stores. Put the line of an export here to see whether it is the same.
            <textarea name="line" class="mono" rows="8" spellcheck="false" .value=${this.line}></textarea>
          </label>
          <div><button ?disabled=${this.isBusy}>Verify this copy</button></div>
        </form>
      </details>
    </section>`;
  }

  checkCopy(event) {
    event.preventDefault();
    this.check(new FormData(event.target).get('line').trim());
  }

  said({ isProven, steps, path, checkpoint }) {
    return html`<p class="notice ${isProven ? 'good' : 'bad'} verdict">
        ${icon(isProven ? 'shield' : 'close')}
        <strong>${isProven ? 'Proven: this is what was written' : 'Not proven: this is not what the log says'}</strong>
      </p>
      <ol class="steps">
        ${steps.map(
          (step) => html`<li class=${step.state}>
            ${icon(SYMBOLS[step.state])}
            <div><strong>${step.title}</strong><span class="soft break">${step.text}</span></div>
          </li>`,
        )}
      </ol>
      <details>
        <summary>${path.length} hashes and the checkpoint</summary>
        <pre class="block">${path.map((step) => `${step.isLeft ? 'left ' : 'right'} ${hex(step.hash)}`).join('\n')}

${checkpoint.note}</pre>
      </details>`;
  }
}

customElements.define('fh-proof', Proof);
