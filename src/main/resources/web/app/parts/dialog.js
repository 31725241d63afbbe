import { html } from 'lit';
import { Part } from './part.js';

/**
 * Asks in a dialog. `fields` is a list of {name, label, hint, required, value}; what was filled in is handed to `confirm`, which
 * may throw: then the dialog stays and says why.
 */
class Dialog extends Part {
  static properties = { wish: { state: true }, failure: { state: true }, busy: { state: true } };

  ask(wish) {
    this.wish = wish;
    this.failure = null;
    this.updateComplete.then(() => {
      this.querySelector('dialog').showModal();
      this.querySelector('form').reset();
    });
  }

  async submit(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    this.failure = null;
    try {
      await this.wish.confirm(given);
      this.querySelector('dialog').close();
    } catch (refused) {
      this.failure = refused.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    if (!this.wish) {
      return html``;
    }
    const { title, text, fields = [], action, tone } = this.wish;
    return html`<dialog aria-labelledby="dialog-title">
      <form class="stack" method="dialog" @submit=${this.submit}>
        <h2 id="dialog-title">${title}</h2>
        ${text ? html`<p class="soft">${text}</p>` : ''}
        ${fields.map(
          (field) => html`<label class="field">
            ${field.label}
            <input
              name=${field.name}
              .value=${field.value ?? ''}
              ?required=${field.required}
              placeholder=${field.hint ?? ''}
              autocomplete="off"
            />
          </label>`,
        )}
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : ''}
        <div class="row">
          <button class="push" type="button" @click=${() => this.querySelector('dialog').close()}>Cancel</button>
          <button class=${tone ?? 'primary'} type="submit" ?disabled=${this.busy}>${action}</button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('fh-dialog', Dialog);
