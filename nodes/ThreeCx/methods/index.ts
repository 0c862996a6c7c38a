/** What the editor asks of the 3CX node while a form is filled in. */
import { searchKeys } from './listSearch';
import { callPickers } from './monitoredExtensions';
import { pickers } from './pickers';
import { getFields } from './resourceMapping';

export { getClearableFields } from './loadOptions';

export const listSearch = { searchKeys, ...pickers, ...callPickers };

export const resourceMapping = { getFields };
