import { html } from 'lit';
import { Part } from './part.js';
import { refusal } from './call.js';

const STATES = { stopped: 'stopped', cut: 'cut at the most tokens' };

/** What was said, turn by turn. An answer's calls wait for results, told as `results`, a list of texts. */
class Turns extends Part {
  static properties = {
    conversation: { attribute: false },
    turns: { attribute: false },
    session: { attribute: false },
    tick: { attribute: false },
  };

  render() {
    return html`<div role="log" aria-label="What was said">
      <ol class="turns">${this.turns.map((turn, i) => html`<li class="turn ${turn.role}">${this.turn(turn, i)}</li>`)}</ol>
    </div>`;
  }

  updated() {
    const isNew = this.seen !== this.turns.length;
    this.seen = this.turns.length;
    const view = this.closest('.scrolls') ?? this;
    if (isNew || view.scrollHeight - view.scrollTop - view.clientHeight < 120) {
      view.scrollTop = view.scrollHeight;
    }
  }

  turn(turn, i) {
    if (turn.role === 'user') {
      return html`<h2 class="unseen">You</h2><p class="said">${turn.text}</p>`;
    }
    if (turn.role === 'tool') {
      return html`<h2 class="small soft">Result of <span class="mono">${turn.name}</span></h2><pre class="block" tabindex="0">${turn.text}</pre>`;
    }
    const isLast = i === this.turns.length - 1;
    return html`<h2 class="unseen">Answer</h2>
      ${turn.thoughts ? html`<details class="thoughts" ?open=${turn.text === ''}><summary>Thoughts</summary><p class="said soft">${turn.thoughts}</p></details>` : ''}
      ${turn.text || turn.state === 'writing' ? this.text(turn) : ''} ${STATES[turn.state] ? html`<span class="tag warn">${STATES[turn.state]}</span>` : ''}
      ${turn.calls.length > 0 ? this.calls(turn, isLast) : ''} ${turn.state === 'failed' ? refusal(turn.failure) : ''}
      ${turn.state === 'writing'
        ? ''
        : html`<fh-call-facts .measured=${turn.measured} .tick=${turn.state} .session=${this.session}></fh-call-facts>`}`;
  }

  text({ text, isJson, state }) {
    const read = isJson && state !== 'writing' ? parsed(text) : undefined;
    if (read !== undefined) {
      return html`<pre class="block" tabindex="0">${JSON.stringify(read, null, 2)}</pre><span class="tag good">it is JSON</span>`;
    }
    return html`<p class="said ${state}">${text}</p>`;
  }

  calls(turn, isLast) {
    const isOpen = isLast && turn.state === 'done';
    return html`<form class="stack calls" @submit=${this.answer}>
      ${turn.calls.map(
        (call) => html`<div class="card stack">
          <div class="row"><span class="tag violet">call</span><strong class="mono break">${call.name}</strong></div>
          <pre class="block" tabindex="0">${pretty(call.arguments)}</pre>
          ${isOpen ? html`<label class="field">Result of ${call.name} <textarea name="result" rows="2" class="mono"></textarea></label>` : ''}
        </div>`,
      )}
      ${isOpen ? html`<div><button class="primary">Give ${turn.calls.length === 1 ? 'the result' : 'the results'}</button></div>` : ''}
    </form>`;
  }

  answer(event) {
    event.preventDefault();
    this.tell('results', new FormData(event.target).getAll('result'));
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pretty(text) {
  const read = parsed(text);
  return read === undefined ? text : JSON.stringify(read, null, 2);
}

customElements.define('fh-turns', Turns);
