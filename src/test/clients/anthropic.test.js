import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { address, answer, counting, lastCall, leave, limit, makeKey, model, question } from './gateway.js';

const ask = { model, max_tokens: 200, temperature: 0, messages: [{ role: 'user', content: question }] };
let key;
let client;

before(async () => {
  key = await makeKey();
  client = new Anthropic({ baseURL: address, apiKey: key, maxRetries: 0 });
});

test('answers a message', async () => {
  const message = await client.messages.create({ ...ask, system: 'Be brief.' });
  assert.equal(message.type, 'message');
  assert.equal(message.role, 'assistant');
  assert.equal(message.stop_reason, 'end_turn');
  assert.ok(message.content[0].text.length > 0);
  assert.ok(message.usage.output_tokens > 0);
  assert.match(message._request_id, /^req_/);
});

test('takes a bearer token too', async () => {
  const bearer = new Anthropic({ baseURL: address, apiKey: null, authToken: key, maxRetries: 0 });
  assert.ok((await bearer.messages.create(ask)).content[0].text.includes(answer));
});

test('streams the same message', async () => {
  const whole = await client.messages.create(ask);
  const deltas = [];
  const stream = client.messages.stream(ask).on('text', (text) => deltas.push(text));
  const final = await stream.finalMessage();
  assert.equal(final.content[0].text, whole.content[0].text);
  assert.equal(deltas.join(''), whole.content[0].text);
  assert.ok(deltas.length > 3);
  assert.equal(final.stop_reason, 'end_turn');
  assert.equal(final.usage.output_tokens, whole.usage.output_tokens);
  assert.equal(final.id.slice(0, 4), 'msg_');
});

test('gives out its events one by one', async () => {
  const types = [];
  for await (const event of await client.messages.create({ ...ask, stream: true })) types.push(event.type);
  assert.equal(types[0], 'message_start');
  assert.equal(types[1], 'content_block_start');
  assert.deepEqual(types.slice(-3), ['content_block_stop', 'message_delta', 'message_stop']);
});

test('says which stop sequence matched', async () => {
  const message = await client.messages.stream({ ...ask, stop_sequences: ['freehold run'] }).finalMessage();
  assert.equal(message.stop_reason, 'stop_sequence');
  assert.equal(message.stop_sequence, 'freehold run');
});

test('parses a message into a schema, whole and streamed', async () => {
  const Step = z.object({ kind: z.enum(['start', 'stop']), last: z.boolean() });
  const asked = { ...ask, output_config: { format: zodOutputFormat(Step) } };
  const whole = await client.messages.parse(asked);
  assert.ok(Step.safeParse(whole.parsed_output).success);
  const streamed = await client.messages.stream(asked).finalMessage();
  assert.equal(streamed.content[0].text, whole.content[0].text);
});

test('stops at max_tokens', async () => {
  const message = await client.messages.create({ ...ask, max_tokens: 3 });
  assert.equal(message.stop_reason, 'max_tokens');
  assert.equal(message.usage.output_tokens, 3);
});

test('continues a conversation of blocks', async () => {
  const message = await client.messages.create({
    ...ask,
    max_tokens: 5,
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.', signature: '' }, { type: 'text', text: 'Hi.' }] },
      { role: 'user', content: question },
    ],
  });
  assert.equal(message.usage.output_tokens, 5);
});

test('counts tokens as they are charged', async () => {
  const { messages } = ask;
  const counted = await client.messages.countTokens({ model, messages });
  const { usage } = await client.messages.create({ ...ask, max_tokens: 1 });
  assert.equal(counted.input_tokens, usage.input_tokens + usage.cache_read_input_tokens);
});

test('throws its own errors for ours', async () => {
  const wrong = (change, type, kind, about) =>
    assert.rejects(client.messages.create({ ...ask, ...change }), (error) => {
      assert.ok(error instanceof type, error.constructor.name);
      assert.equal(error.type, kind);
      assert.ok(error.message.includes(about), error.message);
      assert.match(error.requestID, /^req_/);
      return true;
    });
  await wrong({ max_tokens: 0 }, Anthropic.BadRequestError, 'invalid_request_error', 'max_tokens');
  await wrong({ model: 'nobody' }, Anthropic.NotFoundError, 'not_found_error', 'model');
  await wrong(
    { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } }] }] },
    Anthropic.BadRequestError,
    'invalid_request_error',
    'image',
  );
  const nobody = new Anthropic({ baseURL: address, apiKey: 'nonsense', maxRetries: 0 });
  await assert.rejects(nobody.messages.create(ask), Anthropic.AuthenticationError);
});

test('does not retry what cannot fit', async () => {
  const { calls, fetch } = counting();
  const spent = new Anthropic({
    baseURL: address,
    apiKey: await makeKey([limit('requests', 'day', 1)]),
    maxRetries: 5,
    fetch,
  });
  await spent.messages.create({ ...ask, max_tokens: 1 });
  await assert.rejects(spent.messages.create(ask), (error) => {
    assert.ok(error instanceof Anthropic.RateLimitError);
    assert.equal(error.headers.get('anthropic-ratelimit-requests-remaining'), '0');
    return true;
  });
  assert.deepEqual(calls, [200, 429]);
});

test('leaving a stream stops it and charges what was written', async () => {
  const leaver = await makeKey();
  const leaving = new Anthropic({ baseURL: address, apiKey: leaver, maxRetries: 0 });
  const left = await leave(leaver, async (round) => {
    const content = `Tell me all about quotas, please, and about round ${round}.`;
    const stream = await leaving.messages.create({
      model,
      max_tokens: 800,
      temperature: 1,
      messages: [{ role: 'user', content }],
      stream: true,
    });
    for await (const event of stream) {
      if (event.type === 'content_block_delta') break;
    }
  });
  assert.equal(left.action, 'messages');
  assert.equal(left.outcome, 'cancelled');
  assert.ok(left.tokens.used.output > 0 && left.tokens.used.output < 800);
});

test('each call is recorded with what it used', async () => {
  const own = await makeKey();
  const message = await new Anthropic({ baseURL: address, apiKey: own }).messages.create(ask);
  const entry = await lastCall(own);
  assert.equal(entry.kind, 'settle');
  assert.equal(entry.request, message._request_id);
  assert.equal(entry.tokens.used.output, message.usage.output_tokens);
});
