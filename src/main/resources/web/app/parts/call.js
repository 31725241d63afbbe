import { html } from 'lit';
import { Part } from './part.js';
import { icon } from './icon.js';
import { duration, number } from './format.js';
import { proveReceipt, readReceipt } from '../log/receipt.js';
import { href } from '../shell/router.js';

const SYMBOLS = { good: 'check', bad: 'close', unknown: 'guide' };

/** What a call took, and its entry in the audit log: a link for auditors, and for everybody the proof of it. */
class CallFacts extends Part {
  static properties = {
    measured: { attribute: false },
    session: { attribute: false },
    tick: { attribute: false },
    verdict: { state: true },
    failure: { state: true },
    isBusy: { state: true },
  };

  willUpdate(changes) {
    if (changes.has('measured')) {
      this.verdict = null;
      this.failure = null;
    }
  }

  render() {
    const { measured } = this;
    const receipt = readReceipt(measured.receipt);
    return html`<div class="row facts-row small soft number">
        ${this.facts(measured).map((fact) => html`<span>${fact}</span>`)} ${receipt ? this.entry(receipt) : ''}
      </div>
      <div role="status">${this.failure ? html`<p class="notice bad">${this.failure}</p>` : ''} ${this.verdict ? said(this.verdict) : ''}</div>`;
  }

  facts({ firstMillis, tokensPerSecond, millis, usage }) {
    const cached = usage?.prompt_tokens_details?.cached_tokens;
    const thought = usage?.completion_tokens_details?.reasoning_tokens;
    const facts = [
      firstMillis !== null && html`<b>${duration(firstMillis)}</b> to the first token`,
      tokensPerSecond !== null && html`<b>${number(Math.round(tokensPerSecond))}</b> tokens/s`,
      millis !== null && html`<b>${duration(millis)}</b> in all`,
      usage && html`<b>${number(usage.prompt_tokens)}</b> prompt tokens${cached ? `, ${number(cached)} of them cached` : ''}`,
      usage?.completion_tokens !== undefined &&
        html`<b>${number(usage.completion_tokens)}</b> completion tokens${thought ? `, ${number(thought)} of them thoughts` : ''}`,
      usage?.freehold && html`<b>${joules(usage.freehold.energy_joules)}</b> ${usage.freehold.energy_source === 'rapl' ? 'measured' : 'estimated'}`,
    ];
    return facts.filter(Boolean);
  }

  entry(receipt) {
    const isAuditor = this.session.roles.includes('auditor');
    return html`${isAuditor
        ? html`<a href=${href('audit', { entry: receipt.index })}>Audit entry ${receipt.index}</a>`
        : html`<span>Audit entry <b>${receipt.index}</b></span>`}
      <button class="plain small" ?disabled=${this.isBusy} @click=${() => this.check(receipt)}>
        ${icon('shield')}${this.isBusy ? 'Checking…' : 'Check the receipt'}
      </button>`;
  }

  async check(receipt) {
    this.isBusy = true;
    this.failure = null;
    this.verdict = null;
    try {
      this.verdict = await proveReceipt(receipt, { knowsKeys: this.session.roles.includes('auditor') });
    } catch (failure) {
      this.failure = failure.message;
    } finally {
      this.isBusy = false;
    }
  }
}

const VERDICTS = {
  good: 'Proven: the call is in the audit log',
  unknown: 'The call is in the log that the gateway shows; the signature was not checked',
  bad: 'Not proven: the log does not have this call',
};

function said({ state, steps, proof }) {
  return html`<div class="card stack receipt">
    <p class="notice ${state} verdict">${icon(state === 'bad' ? 'close' : 'shield')}<strong>${VERDICTS[state]}</strong></p>
    <ol class="steps">
      ${steps.map(
        (step) => html`<li class=${step.state}>
          ${icon(SYMBOLS[step.state])}
          <div><strong>${step.title}</strong><span class="soft break">${step.text}</span></div>
        </li>`,
      )}
    </ol>
    <details>
      <summary>The proof, as the gateway gave it</summary>
      <pre class="block" tabindex="0">${proof}</pre>
    </details>
  </div>`;
}

function joules(value) {
  const [amount, unit] = value < 1 ? [value * 1000, 'mJ'] : [value, 'J'];
  return `${number(Number(amount.toPrecision(3)))} ${unit}`;
}

customElements.define('fh-call-facts', CallFacts);

/** What the gateway refused, in its words. */
export function refusal(failure) {
  return html`<div class="notice bad" role="alert">
    <div>
      ${failure.message}
      ${failure.code ? html`<span class="mono small">${failure.code}${failure.parameter ? ` · ${failure.parameter}` : ''}</span>` : ''}
    </div>
  </div>`;
}
