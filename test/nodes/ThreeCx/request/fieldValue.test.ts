import { parseFields } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { fieldValue } from '../../../../nodes/ThreeCx/request/fieldValue';

const read = (field: string, value: unknown) => fieldValue(parseFields(field)[0]!, value, 'Field', 'UTC');

describe('values of fields', () => {
	it.each<[string, unknown, unknown]>([
		['A string', 42, '42'],
		['A string', '', ''],
		['A boolean', 'true', true],
		['A boolean', false, false],
		['A int32', ' 7 ', 7],
		['A int64', '4294967296', 4_294_967_296],
		['A uint8', 255, 255],
		['A decimal', '1.50', 1.5],
		['A double', -0.5, -0.5],
		['A date', '2026-03-01T23:00:00', '2026-03-01'],
		['A dateTime', '2026-03-01', '2026-03-01T00:00:00Z'],
		['A duration', 'PT8H', 'PT8H'],
		['A time', '08:30', '08:30'],
		['A uuid', '01234567-89ab-cdef-0123-456789abcdef', '01234567-89ab-cdef-0123-456789abcdef'],
		['A BlockType', ' Allow ', 'Allow'],
		['A time', '23:59:59.5', '23:59:59.5'],
		// Flags are joined by commas.
		['A OfficeHoursBits', 'GlobalSchedule, AutoSwitchProfiles', 'GlobalSchedule, AutoSwitchProfiles'],
		['A Schedule', '{"Type":"Never"}', { Type: 'Never' }],
		['A int32[]', '1, 2,3', [1, 2, 3]],
		['A int32[]', '[1,"2"]', [1, 2]],
		['A int32[]', 5, [5]],
		['A string[]', 'a, b,', ['a', 'b']],
		['A Period[]', '[{"Start":"PT8H"}]', [{ Start: 'PT8H' }]],
		['A string?', null, null],
		['A any', { x: 1 }, { x: 1 }],
	])('%s reads %j', (field, value, expected) => {
		expect(read(field, value)).toEqual(expected);
	});

	it.each<[string, unknown, string]>([
		['A string', {}, 'Field must be text'],
		['A boolean', 'constructor', 'Field must be true or false'],
		['A boolean', { toString: null }, 'Field must be true or false'],
		['A int32', 2_147_483_648, 'Field must be a whole number within 32 bits'],
		['A int32', '1e3', 'Field must be a whole number within 32 bits'],
		['A int64', '9007199254740993', 'Field must be a whole number between -9007199254740991 and 9007199254740991'],
		['A uint8', -1, 'Field must be a whole number from 0 to 255'],
		['A decimal', 'one', 'Field must be a number'],
		['A duration', '8 hours', 'Field must be an ISO 8601 duration such as PT8H30M'],
		['A duration', 'PT', 'Field must be an ISO 8601 duration such as PT8H30M'],
		['A time', '8:30', 'Field must be a time of day such as 08:30:00'],
		// Only enumerations with flags take several members.
		['A BlockType', 'Block,Allow', 'Field must be one of Block, Allow'],
		['A OfficeHoursBits', '', 'Field must be one or more of '],
		['A time', '24:00:00', 'Field must be a time of day such as 08:30:00'],
		['A time', '08:60', 'Field must be a time of day such as 08:30:00'],
		['A BlockType', 'Perhaps', 'Field must be one of Block, Allow'],
		['A Schedule', new Date(0), 'Field must be a JSON object'],
		['A Schedule', '{"Type":', 'Field must be a JSON object'],
		['A int32[]', '1, two', 'Field must be a list; each entry must be a whole number within 32 bits'],
		['A int32[]', {}, 'Field must be a list, as JSON or separated by commas'],
		['A string[]', '["a","b"', 'Field must be a list, as JSON or separated by commas'],
		['A string[]', '{"a":1}', 'Field must be a list, as JSON or separated by commas'],
	])('%s refuses %j', (field, value, message) => {
		expect(() => read(field, value)).toThrow(message);
	});
});
