// The tasks on which machine samples are tried: a source of people's texts, and what the model of 2026 wrote on their subjects. Training judges a stretch of each by models that saw nothing of that source.

/** Name, and the group of the people's texts. Where the subjects of a group are many, samples are on others than the texts that are judged. */
export const TASKS = [
  ['school essays (OUTFOX)', 'outfox'],
  ['reviews (BiScope)', 'biscope/review'],
  ['abstracts (BiScope)', 'biscope/abstract'],
  ['stories (BiScope)', 'biscope/story'],
  ['editorials of a journal', 'natsci_editorials'],
  ['university papers in ten disciplines (MICUSP)', 'micusp_train'],
  ["readers' comments on many subjects", 'debate_comments'],
  ['textbooks in many subjects (OpenStax)', 'openstax'],
];

/** People of other classes than a baseline of school essays. */
export const ELSEWHERE = [
  ['pupils of grades 7 to 10 (ASAP)', (t) => t.group === 'asap' && t.domain === 'essay-persuasive-school'],
  ['students, short answers (NYUAD)', (t) => t.group === 'nyuad_students'],
];

const groups = new Set(TASKS.map(([, group]) => group));

/** Whether a text is by a person of a task, or by the model on one of its subjects. */
export const isOfTask = (t, among = groups) =>
  t.ai ? t.group === 'frontier' && among.has(t.about) : among.has(t.group);

/** Whether machine samples are tried on a text. */
export const isTried = (t) => isOfTask(t) || ELSEWHERE.some(([, matches]) => matches(t));
