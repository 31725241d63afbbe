import { html } from 'lit';
import { signIn } from '../api/session.js';
import { Part } from '../parts/part.js';
import { mark } from './mark.js';

/** The door: an API key is exchanged for a session. The key itself is kept nowhere. */
class SignIn extends Part {
  static properties = { failure: { state: true }, busy: { state: true } };

  async submit(event) {
    event.preventDefault();
    const form = event.target;
    this.busy = true;
    this.failure = null;
    try {
      const session = await signIn(new FormData(form).get('key').trim());
      form.reset();
      this.tell('signed-in', session);
    } catch (refused) {
      this.failure = refused.message;
    } finally {
      this.busy = false;
    }
  }

  firstUpdated() {
    this.querySelector('input').focus();
  }

  render() {
    return html`<main class="door">
      <form @submit=${this.submit}>
        <h1 class="mark">${mark()} Freehold</h1>
        <p class="soft">Sign in with an API key. It is exchanged for a session of this browser and not kept here.</p>
        <label class="field">
          API key
          <input name="key" type="password" class="mono" required autocomplete="off" spellcheck="false" placeholder="fh_live_…" />
        </label>
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : ''}
        <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
      </form>
    </main>`;
  }
}

customElements.define('fh-sign-in', SignIn);
