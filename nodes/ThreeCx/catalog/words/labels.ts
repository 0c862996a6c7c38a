import { givenLabels, givenValueLabels } from './fieldLabels';
import { title } from './naming';
import { wordsOf } from './spelling';

/** 3CX's console calls groups departments, except for these. */
const KEEPS_GROUP = new Set(['Ring', 'Skill']);

const departments: Readonly<Record<string, string>> = { Group: 'Department', Groups: 'Departments' };

/** The words of an identifier, with departments for groups. */
const consoleWords = (identifier: string): string[] =>
	wordsOf(identifier).map((word, index, words) => (KEEPS_GROUP.has(words[index - 1] ?? '') ? word : (departments[word] ?? word)));

/** The label of a field or argument, in the editor and in messages: `clientTimeZone` → `Client Time Zone`, `IsCustom` → `Custom`. */
export function labelOf(name: string): string {
	if (Object.hasOwn(givenLabels, name)) return givenLabels[name] ?? name;
	return title(consoleWords(name.replace(/^Is(?=[A-Z0-9])/, '')));
}

/** The label of an enumeration's member: `RingAll` → `Ring All`. */
export function valueLabelOf(value: string): string {
	return Object.hasOwn(givenValueLabels, value) ? (givenValueLabels[value] ?? value) : title(consoleWords(value));
}
