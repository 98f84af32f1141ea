/** The models whose texts are trained on, and the month in which the newest of them came out: written into `models/detector.json`, shown with every figure, and named by the model card. */
export const SEEN = {
  models: [
    'GPT-3.5',
    'GPT-4 Turbo',
    'GPT-4o',
    'GPT-4.1',
    'o1-mini',
    'Claude Instant',
    'Claude 3',
    'Claude 3.5 Sonnet',
    'PaLM',
    'Gemini 1.0 and 1.5',
    'Llama 2 to 4',
    'Qwen 2',
    'DeepSeek (2024)',
    'Mistral',
    'Gemma 2 and 3',
    'Grok 3 mini',
    'a model of 2026',
  ],
  // The month of the newest is not stated by its source: the first of its year.
  until: '2026-01',
};
