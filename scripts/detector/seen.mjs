/** The models whose texts are trained on, and the month in which the newest of them came out: written into `models/detector.json`, shown with every figure, and named by the model card. */
export const SEEN = { models: ['ChatGPT (GPT-3.5)', 'davinci-003', 'Claude Instant', 'PaLM', 'Llama 2 70B', 'FLAN-T5 XXL'], until: '2023-07' };
