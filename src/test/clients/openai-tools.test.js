import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import OpenAI from 'openai';
import { zodFunction, zodResponsesFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { address, leave, makeKey, toolUser as model, turns } from './gateway.js';

const City = z.object({ city: z.enum(['Bern', 'Ulm']), exact: z.boolean() });
const messages = [{ role: 'user', content: 'Sun?' }];
let apiKey;
let client;
let asked;

const weather = () =>
  zodFunction({
    name: 'weather',
    parameters: City,
    function: ({ city, exact }) => {
      assert.ok(['Bern', 'Ulm'].includes(city) && typeof exact === 'boolean');
      asked.push(city);
      return { city, sun: true };
    },
  });

const loop = () => ({ model, max_completion_tokens: 120, parallel_tool_calls: false, tool_choice: 'required', messages, tools: [weather()] });

before(async () => {
  apiKey = await makeKey();
  client = new OpenAI({ baseURL: address + '/v1', apiKey, maxRetries: 0 });
});

for (const stream of [false, true]) {
  test(`runs tools turn after turn${stream ? ', streamed' : ''}`, async () => {
    asked = [];
    const runner = client.chat.completions.runTools({ ...loop(), stream }, { maxChatCompletions: turns });
    await runner.done();
    assert.equal(asked.length, turns);
    const roles = runner.messages.map(({ role }) => role);
    assert.deepEqual(roles, ['user', ...Array(turns).fill(['assistant', 'tool']).flat()]);
    assert.ok(runner.allChatCompletions().every(({ choices }) => choices[0].finish_reason === 'tool_calls'));
  });
}

test('answers in words once it may not call any more', async () => {
  asked = [];
  const runner = client.chat.completions.runTools(loop(), { maxChatCompletions: 1 });
  await runner.done();
  const { tools } = loop();
  const request = { model, max_completion_tokens: 5, tools: tools.map(({ type, function: f }) => ({ type, function: { name: f.name, parameters: f.parameters } })) };
  const last = await client.chat.completions.create({ ...request, tool_choice: 'none', messages: runner.messages });
  assert.equal(last.choices[0].message.tool_calls, undefined);
  assert.equal(typeof last.choices[0].message.content, 'string');
});

test('parses the arguments of a function that is named', async () => {
  asked = [];
  const runner = client.chat.completions.runTools({ ...loop(), tool_choice: { type: 'function', function: { name: 'weather' } } });
  const call = await runner.finalFunctionToolCall();
  assert.equal(City.parse(JSON.parse(call.arguments)).city, asked[0]);
});

test('calls functions in responses, turn after turn', async () => {
  const tools = [zodResponsesFunction({ name: 'weather', parameters: City })];
  const input = [...messages];
  for (let turn = 0; turn < turns; turn++) {
    const response = await client.responses.parse({ model, input, tools, tool_choice: 'required', parallel_tool_calls: false, max_output_tokens: 120, store: false });
    const call = response.output.find(({ type }) => type === 'function_call');
    assert.ok(City.safeParse(call.parsed_arguments).success, JSON.stringify(response.output));
    input.push(...response.output, { type: 'function_call_output', call_id: call.call_id, output: 'sunny' });
  }
});

test('streams a function call of a response', async () => {
  const tools = [zodResponsesFunction({ name: 'weather', parameters: City })];
  const stream = client.responses.stream({ model, input: 'Sun?', tools, tool_choice: 'required', parallel_tool_calls: false, max_output_tokens: 120 });
  let fragments = '';
  stream.on('response.function_call_arguments.delta', ({ delta }) => (fragments += delta));
  const response = await stream.finalResponse();
  assert.deepEqual(JSON.parse(fragments), response.output[0].parsed_arguments);
});

test('leaving in the middle of a call stops it and charges what was written', async () => {
  const leaver = await makeKey();
  const leaving = new OpenAI({ baseURL: address + '/v1', apiKey: leaver, maxRetries: 0 });
  const city = { enum: ['Bern', 'Ulm'] };
  const parameters = { type: 'object', properties: { cities: { type: 'array', items: city, minItems: 60 } }, required: ['cities'] };
  const tools = [{ type: 'function', function: { name: 'weather', strict: true, parameters } }];
  const left = await leave(leaver, async () => {
    const stream = await leaving.chat.completions.create({ model, messages, tools, tool_choice: 'required', max_completion_tokens: 500, stream: true });
    for await (const { choices } of stream) {
      if (choices[0].delta.tool_calls?.[0].function.arguments) break;
    }
  });
  assert.equal(left.outcome, 'cancelled');
  assert.ok(left.tokens.used.output > 0 && left.tokens.used.output < 500, JSON.stringify(left.tokens));
});
