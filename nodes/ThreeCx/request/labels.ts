import { title } from '../catalog/naming';
import { wordsOf } from '../catalog/words';

/** How a field or argument is called in the editor and in messages: `clientTimeZone` → `Client Time Zone`. */
export const labelOf = (name: string): string => title(wordsOf(name));
