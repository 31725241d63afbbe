import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { z } from 'zod';
import { address, leave, makeKey, toolUser as model, turns } from './gateway.js';

const inputSchema = z.object({ city: z.enum(['Bern', 'Ulm']), exact: z.boolean() });
const messages = [{ role: 'user', content: 'Sun?' }];
let client;
let asked;

const loop = () => ({
  model,
  max_tokens: 120,
  messages,
  max_iterations: turns,
  tool_choice: { type: 'any', disable_parallel_tool_use: true },
  tools: [
    betaZodTool({
      name: 'weather',
      description: 'Tells the weather',
      inputSchema,
      run: ({ city }) => {
        asked.push(city);
        return `sunny in ${city}`;
      },
    }),
  ],
});

before(async () => {
  client = new Anthropic({ baseURL: address, apiKey: await makeKey(), maxRetries: 0 });
});

test('runs tools turn after turn', async () => {
  asked = [];
  const runner = client.beta.messages.toolRunner(loop());
  let messages = 0;
  for await (const message of runner) {
    messages++;
    assert.equal(message.stop_reason, 'tool_use');
    inputSchema.parse(message.content.find(({ type }) => type === 'tool_use').input);
  }
  assert.equal(messages, turns);
  assert.ok(asked.length >= turns - 1 && asked.every((city) => ['Bern', 'Ulm'].includes(city)), asked.join());
});

test('runs tools turn after turn, streamed', async () => {
  asked = [];
  let turn = 0;
  for await (const stream of client.beta.messages.toolRunner({ ...loop(), stream: true })) {
    let fragments = '';
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta') fragments += event.delta.partial_json;
    }
    inputSchema.parse(JSON.parse(fragments));
    turn++;
  }
  assert.equal(turn, turns);
});

test('calls the tool that is named, and answers in words when it may not call', async () => {
  const tools = [{ name: 'weather', strict: true, input_schema: z.toJSONSchema(inputSchema) }];
  const called = await client.messages.create({ model, max_tokens: 120, messages, tools, tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true } });
  const call = called.content.find(({ type }) => type === 'tool_use');
  inputSchema.parse(call.input);
  const result = { type: 'tool_result', tool_use_id: call.id, content: 'sunny' };
  const said = [...messages, { role: 'assistant', content: called.content }, { role: 'user', content: [result] }];
  const last = await client.messages.create({ model, max_tokens: 5, messages: said, tools, tool_choice: { type: 'none' } });
  assert.ok(last.content.every(({ type }) => type === 'text'));
});

test('leaving in the middle of a call stops it', async () => {
  const leaver = await makeKey();
  const leaving = new Anthropic({ baseURL: address, apiKey: leaver, maxRetries: 0 });
  const tools = [{ name: 'weather', input_schema: z.toJSONSchema(z.object({ cities: z.array(inputSchema.shape.city).min(60) })) }];
  const left = await leave(leaver, async () => {
    const stream = leaving.messages.stream({ model, max_tokens: 500, messages, tools, tool_choice: { type: 'any' } });
    stream.on('inputJson', () => stream.abort());
    await stream.done().catch(() => undefined);
  });
  assert.equal(left.outcome, 'cancelled');
  assert.ok(left.tokens.used.output > 0 && left.tokens.used.output < 500, JSON.stringify(left.tokens));
});
