export const warningSentences: Readonly<Record<string, string>> = {};
export function warningSentence(code: string): string | undefined { return warningSentences[code]; }
