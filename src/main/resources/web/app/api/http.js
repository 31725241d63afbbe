/** What the gateway refused, in its own words. */
export class Fault extends Error {
  constructor(status, message, code, parameter, receipt) {
    super(message);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
    this.receipt = receipt;
  }
}

/** Told when a request is answered with 401: the session is over. */
export const signedOut = new EventTarget();

/** An address with a query; what is absent, empty or null is left out. */
export function address(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      parameters.append(name, value);
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * Sends a request in the session of this browser.
 *
 * @returns {Promise<Response>} one that succeeded
 * @throws {Fault} for every other
 */
export async function send(path, { method = 'GET', query, body, headers = {}, signal } = {}) {
  const response = await fetch(address(path, query), {
    method,
    signal,
    headers: {
      'X-Freehold-Console': '1',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: 'same-origin',
    redirect: 'error',
  }).catch((failure) => {
    throw failure.name === 'AbortError' ? failure : new Fault(0, 'The gateway cannot be reached.', 'unreachable');
  });
  if (!response.ok) {
    throw await fault(response);
  }
  return response;
}

/** What an answer says about its entry in the audit log; null when it has none. */
export function receiptOf(response) {
  return response.headers.get('Freehold-Audit');
}

export async function json(path, options) {
  return (await send(path, options)).json();
}

export async function text(path, options) {
  return (await send(path, options)).text();
}

export async function bytes(path, options) {
  return new Uint8Array(await (await send(path, options)).arrayBuffer());
}

/** The data of each server-sent event, as it comes; ends when the other side ends or the signal aborts. */
export async function* events(path, options) {
  yield* eventsOf(await send(path, options));
}

/** The same of an answer that has begun. */
export async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const frames = (rest + part.value).split('\n\n');
    rest = frames.pop();
    for (const frame of frames) {
      const data = frame
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart());
      if (data.length > 0) {
        yield data.join('\n');
      }
    }
  }
}

async function fault(response) {
  const body = await response.json().catch(() => ({}));
  const error = body.error ?? {};
  if (response.status === 401) {
    signedOut.dispatchEvent(new Event('signed-out'));
  }
  return new Fault(response.status, error.message ?? `The gateway answered ${response.status}.`, error.code, error.param, receiptOf(response));
}
