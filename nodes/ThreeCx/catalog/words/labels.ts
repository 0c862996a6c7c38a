import { title } from './naming';
import { wordsOf } from './spelling';

/** How a field or argument is called in the editor and in messages: `clientTimeZone` → `Client Time Zone`. */
export const labelOf = (name: string): string => title(wordsOf(name));
