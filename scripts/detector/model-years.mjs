// When a model came out, by its name as the sources write it.

const YEARS = [
  [/frontier-2026|gemma-4/i, 2026],
  [/claude-3\.7|gemini-2\.0|gpt-4\.1|grok-3|llama-4|gemma-3|deepseek-v3|deepseek-r1|gpt-4\.5/i, 2025],
  [
    /gpt-4o|claude-3|gemini-1|llama-3|qwen|gemma-2|o1-mini|deepseek|mistral-large|phi-3|yi-large|glm-4|gpt-4-turbo/i,
    2024,
  ],
  [/gpt-?4|chatgpt|gpt-3\.5|claude-instant|palm|llama-2|mistral|dolly|stablelm|chatglm|bloomz/i, 2023],
  [/davinci-003|flan|text-/i, 2022],
  [/gpt2/i, 2019],
];

/** The year of a model; `undefined` where its name is not known. */
export function yearOf(model = '') {
  return YEARS.find(([pattern]) => pattern.test(model))?.[1];
}
