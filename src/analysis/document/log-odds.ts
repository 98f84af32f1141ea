/** The probability of log-odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The log-odds of a probability. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
