import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { address, makeKey, toolUser, turns } from './gateway.js';

const schema = z.object({ city: z.enum(['Bern', 'Ulm']), exact: z.boolean() });
const weather = tool(async ({ city }) => `sunny in ${city}`, { name: 'weather', schema });
let chat;

before(async () => {
  const configuration = { baseURL: address + '/v1' };
  chat = new ChatOpenAI({ model: toolUser, apiKey: await makeKey(), maxRetries: 0, maxTokens: 120, configuration });
});

const asks = (choice) => chat.bindTools([weather], { tool_choice: choice, strict: true, parallel_tool_calls: false });

test('calls tools turn after turn, and then answers', async () => {
  const messages = [new HumanMessage('Sun?')];
  for (let turn = 0; turn < turns; turn++) {
    const answer = await asks('required').invoke(messages);
    assert.equal(answer.tool_calls.length, 1);
    assert.deepEqual(answer.invalid_tool_calls, []);
    const result = await weather.invoke(answer.tool_calls[0]);
    assert.ok(result instanceof ToolMessage && result.content.startsWith('sunny in '));
    messages.push(answer, result);
  }
  const last = await asks('none').invoke(messages);
  assert.deepEqual(last.tool_calls, []);
});

test('puts streamed calls together', async () => {
  let whole;
  let fragments = 0;
  for await (const chunk of await asks('weather').stream('Sun?')) {
    fragments += chunk.tool_call_chunks.length;
    whole = whole ? whole.concat(chunk) : chunk;
  }
  assert.ok(fragments > 3);
  schema.parse(whole.tool_calls[0].args);
});

test('takes structured output from a call', async () => {
  schema.parse(await chat.withStructuredOutput(schema, { name: 'weather', method: 'functionCalling' }).invoke('Sun?'));
});
