import { Measured, stream } from '../api/call.js';

/**
 * A talk with a chat model, as it is sent and as it is shown. Turns are {role: user|assistant|tool}; an assistant's turn fills while it
 * is written and knows its thoughts, the calls it makes, and what it took. Tells `changed`.
 */
export class Conversation extends EventTarget {
  turns = [];
  leaving = null;

  get isBusy() {
    return this.leaving !== null;
  }

  /** Calls of the last answer that wait for their results. */
  get openCalls() {
    return this.turns.at(-1)?.calls ?? [];
  }

  /** Says something, or nothing but the results of calls, and reads the answer. `settings` are the fields of the request. */
  async say(turns, settings, system) {
    const answer = { role: 'assistant', text: '', thoughts: '', calls: [], measured: new Measured(), state: 'writing', isJson: Boolean(settings.response_format) };
    this.turns = [...this.turns, ...turns, answer];
    const leaving = new AbortController();
    this.leaving = leaving;
    this.tell();
    try {
      const body = { ...settings, messages: messages(this.turns, system) };
      for await (const choice of stream(body, answer.measured, leaving.signal)) {
        add(answer, choice);
        this.tell();
      }
      answer.state = answer.finish === 'length' ? 'cut' : 'done';
    } catch (failure) {
      answer.state = failure.name === 'AbortError' ? 'stopped' : 'failed';
      answer.failure = failure;
    } finally {
      if (this.leaving === leaving) {
        this.leaving = null;
      }
      this.tell();
    }
  }

  /** The results of the last answer's calls, in their order. */
  answerCalls(results, settings, system) {
    const turns = this.openCalls.map((call, i) => ({ role: 'tool', id: call.id, name: call.name, text: results[i] }));
    return this.say(turns, settings, system);
  }

  stop() {
    this.leaving?.abort();
  }

  clear() {
    this.stop();
    this.turns = [];
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event('changed'));
  }
}

function add(answer, { delta = {}, finish_reason: finish }) {
  if (delta.content || delta.reasoning_content || delta.tool_calls) {
    answer.measured.arrived();
  }
  answer.text += delta.content ?? '';
  answer.thoughts += delta.reasoning_content ?? '';
  for (const part of delta.tool_calls ?? []) {
    const call = (answer.calls[part.index] ??= { id: '', name: '', arguments: '' });
    call.id ||= part.id ?? '';
    call.name ||= part.function?.name ?? '';
    call.arguments += part.function?.arguments ?? '';
  }
  answer.finish = finish ?? answer.finish;
}

/** What has been said, as the API has it; what was never answered was never said. */
export function messages(turns, system) {
  const said = turns.filter((turn, i) => !isEmpty(turn) && !(turn.role === 'user' && isEmpty(turns[i + 1]) && turns[i + 1].state !== 'writing')).map(message);
  return system ? [{ role: 'system', content: system }, ...said] : said;
}

function isEmpty(turn) {
  return turn?.role === 'assistant' && turn.text === '' && turn.calls.length === 0;
}

function message(turn) {
  if (turn.role === 'tool') {
    return { role: 'tool', tool_call_id: turn.id, content: turn.text };
  }
  if (turn.role === 'user' || turn.calls.length === 0) {
    return { role: turn.role, content: turn.text };
  }
  const calls = turn.calls.map(({ id, name, arguments: given }) => ({ id, type: 'function', function: { name, arguments: given } }));
  return { role: 'assistant', content: turn.text || null, tool_calls: calls };
}
