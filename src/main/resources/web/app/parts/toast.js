import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from './part.js';

const SHOWN_MILLIS = 6000;
const bus = new EventTarget();
let count = 0;

/** Says something in passing; `tone` is good, bad or nothing. */
export function say(message, tone = '') {
  bus.dispatchEvent(new CustomEvent('say', { detail: { id: ++count, message, tone } }));
}

/** Says what went wrong; a request that was given up on purpose went right. */
export function sayFault(failure) {
  if (failure.name !== 'AbortError') {
    say(failure.message, 'bad');
  }
}

class Toasts extends Part {
  static properties = { toasts: { state: true } };

  constructor() {
    super();
    this.toasts = [];
  }

  connectedCallback() {
    super.connectedCallback();
    bus.addEventListener('say', this.add);
  }

  disconnectedCallback() {
    bus.removeEventListener('say', this.add);
    super.disconnectedCallback();
  }

  add = ({ detail }) => {
    this.toasts = [...this.toasts.slice(-3), detail];
    setTimeout(() => {
      this.toasts = this.toasts.filter((toast) => toast.id !== detail.id);
    }, SHOWN_MILLIS);
  };

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => html`<div class="notice ${toast.tone}">${toast.message}</div>`,
      )}
    </div>`;
  }
}

customElements.define('fh-toasts', Toasts);
