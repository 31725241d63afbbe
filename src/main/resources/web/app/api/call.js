import { eventsOf, Fault, receiptOf, send } from './http.js';

/**
 * One call to the gateway and what it took: milliseconds, tokens, and the receipt of its entry in the audit log. It is handed on as it
 * fills, so whoever shows it shows it again on `changed`.
 */
export class Measured {
  begun = performance.now();
  first = null;
  last = null;
  ended = null;
  usage = null;
  receipt = null;

  /** Something came that a person can see. */
  arrived() {
    this.last = performance.now();
    this.first ??= this.last;
  }

  end() {
    this.ended = performance.now();
  }

  get millis() {
    return this.ended === null ? null : this.ended - this.begun;
  }

  get firstMillis() {
    return this.first === null ? null : this.first - this.begun;
  }

  /** How fast tokens came after the first one; null when they came too few, or all at once, to say. */
  get tokensPerSecond() {
    const tokens = (this.usage?.completion_tokens ?? 0) - 1;
    const seconds = (this.last - this.first) / 1000;
    return tokens > 0 && seconds > 0.02 ? tokens / seconds : null;
  }
}

/** Asks for what a call drew, where the gateway knows. */
const headers = { 'Freehold-Usage': 'energy' };

/** Asks and waits for the whole answer. */
export async function ask(path, body, measured, signal) {
  try {
    const response = await send(path, { method: 'POST', headers, body, signal });
    measured.receipt = receiptOf(response);
    const answer = await response.json();
    measured.usage = answer.usage ?? null;
    return answer;
  } catch (failure) {
    measured.receipt ??= failure.receipt ?? null;
    throw failure;
  } finally {
    measured.end();
  }
}

/**
 * Asks a chat model and hands over each chunk as it comes.
 *
 * @throws {Fault} when the gateway refuses, also half-way
 */
export async function* stream(body, measured, signal) {
  try {
    const response = await send('/v1/chat/completions', {
      method: 'POST',
      headers,
      body: { ...body, stream: true, stream_options: { include_usage: true } },
      signal,
    });
    measured.receipt = receiptOf(response);
    for await (const data of eventsOf(response)) {
      if (data === '[DONE]') {
        return;
      }
      const chunk = JSON.parse(data);
      if (chunk.error) {
        throw new Fault(chunk.error.status ?? 0, chunk.error.message, chunk.error.code, chunk.error.param, measured.receipt);
      }
      measured.usage = chunk.usage ?? measured.usage;
      if (chunk.choices.length > 0) {
        yield chunk.choices[0];
      }
    }
  } catch (failure) {
    measured.receipt ??= failure.receipt ?? null;
    throw failure;
  } finally {
    measured.end();
  }
}
