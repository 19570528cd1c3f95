export type PollForm = { question: string; options: string[]; multipleAnswers: boolean };

export const MAX_OPTIONS = 12;
export const MAX_QUESTION = 255;
export const MAX_OPTION = 100;

/** The poll without what was left blank. */
export const cleanPoll = ({ question, options, multipleAnswers }: PollForm): PollForm => ({
  question: question.trim(),
  options: options.map((option) => option.trim()).filter(Boolean),
  multipleAnswers,
});

/** What WhatsApp wouldn't take; null if it is fine. */
export function pollProblem(form: PollForm): "questionMissing" | "tooFew" | "twice" | null {
  const { question, options } = cleanPoll(form);
  if (!question) return "questionMissing";
  if (options.length < 2) return "tooFew";
  return new Set(options).size < options.length ? "twice" : null;
}
