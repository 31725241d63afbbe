import { html } from 'lit';
import { ask, Measured } from '../../api/call.js';
import { Part } from '../../parts/part.js';
import { refusal } from '../../parts/call.js';
import { go } from '../../shell/router.js';
import './copy.js';

/**
 * Something to try that is asked once and answered at once. Who extends it says the `path` and the `body` of the request, and what its
 * `inputs` and the `result` look like. The chosen model lives in the address.
 */
export class Trial extends Part {
  static properties = {
    models: { attribute: false },
    session: { attribute: false },
    params: { attribute: false },
    answer: { state: true },
    asked: { state: true },
    measured: { state: true },
    failure: { state: true },
    isBusy: { state: true },
  };

  get model() {
    return this.models.find(({ id }) => id === this.params.get('model')) ?? this.models[0];
  }

  /** What is in the form's field. */
  given(name) {
    return this.querySelector(`[name=${name}]`)?.value ?? this.constructor.examples?.[name] ?? '';
  }

  /** A field's lines, without the empty ones. */
  lines(name) {
    return this.given(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  async run(event) {
    event?.preventDefault();
    this.failure = null;
    this.isBusy = true;
    const measured = new Measured();
    try {
      const body = this.body();
      this.measured = measured;
      this.answer = await ask(this.path(), body, measured);
      this.asked = body;
    } catch (failure) {
      this.failure = failure;
      this.answer = null;
    } finally {
      this.isBusy = false;
    }
  }

  render() {
    return html`<form class="trial" @submit=${this.run}>
      <section class="stack" aria-label="The request">
        ${picker(this.models, this.model, (model) => this.turn(model))} ${this.inputs()}
        <div class="row">
          <button class="primary" ?disabled=${this.isBusy}>${this.isBusy ? 'Asking…' : this.action()}</button>
          <span class="push"></span>
          <fh-copy-as .request=${() => ({ path: this.path(), body: this.body() })}></fh-copy-as>
        </div>
      </section>
      <section class="stack" aria-label="The answer" aria-busy=${this.isBusy ? 'true' : 'false'}>
        ${this.failure ? refusal(this.failure) : this.answer ? this.result(this.answer, this.asked) : html`<p class="waiting soft">${this.hint()}</p>`}
        ${this.measured && !this.isBusy && (this.answer || this.failure)
          ? html`<fh-call-facts .measured=${this.measured} .session=${this.session}></fh-call-facts>`
          : ''}
      </section>
    </form>`;
  }

  turn(model) {
    this.answer = null;
    this.failure = null;
    go('playground', { tab: this.params.get('tab'), model }, { replace: true });
  }

  lineField(name, label, rows) {
    return html`<label class="field">
      ${label}
      <textarea name=${name} rows=${rows} spellcheck="false" .defaultValue=${this.constructor.examples[name]}></textarea>
    </label>`;
  }
}

/** Chooses among models; `chosen` is told the name. */
export function picker(models, model, chosen) {
  return html`<label class="field">
    Model
    <select name="model" @change=${({ target }) => chosen(target.value)}>
      ${models.map(
        ({ id, root }) =>
          html`<option value=${id} ?selected=${id === model.id}>${id}${root && root !== id ? ` → ${root}` : ''}</option>`,
      )}
    </select>
  </label>`;
}

/** A share from 0 to 1 as a bar with its number. */
export function share(value) {
  const width = `width:${Math.round(Math.min(1, Math.max(0, value)) * 100)}%`;
  return html`<span class="share"><span class="track"><span .style=${width}></span></span><span class="number">${value.toFixed(3)}</span></span>`;
}
